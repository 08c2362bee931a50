// The map by mouse, finger, wheel and keyboard.

/** Where an event is on an element. */
function placeOn(target, event) {
  const box = target.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function followPointers(map) {
  const { canvas } = map;
  const pointers = new Map();
  let travelled = 0;
  const place = (event) => placeOn(canvas, event);
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, place(event));
    canvas.setPointerCapture?.(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse" && !map.isPinned) map.point(x, y);
      return;
    }
    pointers.set(event.pointerId, [x, y]);
    travelled += Math.hypot(x - before[0], y - before[1]);
    if (travelled < 4) return;
    canvas.classList.add("dragging");
    if (pointers.size === 1) return map.pan(x - before[0], y - before[1]);
    // Two fingers: the distance between them zooms about their middle.
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
    const span = (point) => Math.max(1, Math.hypot(point[0] - other[0], point[1] - other[1]));
    map.zoom(span([x, y]) / span(before), (x + other[0]) / 2, (y + other[1]) / 2);
  });
  const release = (event) => {
    const wasDown = pointers.delete(event.pointerId);
    if (pointers.size === 0) canvas.classList.remove("dragging");
    if (wasDown && event.type === "pointerup" && travelled < 4) map.click(...place(event), event.pointerType);
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => {
    if (!map.isPinned) map.hover(null);
  });
}

function followWheel(map) {
  const { canvas } = map;
  canvas.addEventListener("wheel", (event) => {
    // The wheel goes on scrolling the page when there is nothing left to zoom out of.
    if (event.deltaY > 0 && map.view.scale === 1) return;
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    map.zoom(Math.exp(-Math.max(-200, Math.min(200, pixels)) * 0.0025), ...placeOn(canvas, event));
  }, { passive: false });
}

function followKeys(map) {
  const { canvas } = map;
  canvas.addEventListener("keydown", (event) => {
    const step = 60;
    const act = {
      ArrowLeft: () => map.pan(step, 0), ArrowRight: () => map.pan(-step, 0),
      ArrowUp: () => map.pan(0, step), ArrowDown: () => map.pan(0, -step),
      "+": () => map.zoom(1.5), "=": () => map.zoom(1.5), "-": () => map.zoom(1 / 1.5),
      0: () => map.glide({ scale: 1, x: 0, y: 0 }), Escape: () => map.hover(null),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}
