// What scripts/check-report appends to a report: uses the page as a reader does, and says on the console what it found.
(async () => {
  "use strict";
  const failures = [];
  const check = (isTrue, what) => isTrue || failures.push(what);
  const byID = (id) => document.getElementById(id);
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const numbers = (text) => (text.match(/[\d,]+/g) ?? []).map((part) => Number(part.replaceAll(",", "")));
  const opened = [];
  window.open = (address) => opened.push(address);

  try {
    await frame();
    await frame();
    const [map, card, list, count] = ["map", "card", "list", "count"].map(byID);
    const total = numbers(count.textContent)[0];
    check(total > 0 && byID("static").hidden && map.offsetWidth > 0, "the parts with scripts are shown");

    // What is typed is found, by title, ID and in either language, and takes no time.
    let slowest = 0;
    const search = (text) => {
      byID("question").value = text;
      const start = performance.now();
      byID("question").dispatchEvent(new Event("input"));
      list.getBoundingClientRect();
      slowest = Math.max(slowest, performance.now() - start);
      return numbers(count.textContent)[0];
    };
    const first = list.querySelector("li");
    const title = first.querySelector(".name").textContent;
    const id = first.querySelector(".facts").textContent.split(" · ")[0];
    check(search(title.toUpperCase()) >= 1 && list.textContent.includes(title), "a title is found in capitals");
    check(search(id) === 1 && list.textContent.includes(id), "an ID is found");
    check(search("zzzz no such paper") === 0 && !list.firstChild, "what is not there is not found");
    for (const text of ["a", "e t", "model", "学习", "模型 检索", "的"]) search(text);
    if (byID("question").dataset.expect) check(search("冰川") === 1, "Chinese is found");
    check(search("") === total, "nothing asked finds all");

    // Filters.
    const choose = (select, value) => {
      select.value = value;
      select.dispatchEvent(new Event("change"));
      return numbers(count.textContent)[0];
    };
    for (const name of ["topic", "category"]) {
      const option = byID(name).options[1];
      const size = numbers(option.textContent).at(-1);
      check(choose(byID(name), option.value) === size, `${name}: as many papers as it says`);
      if (name === "topic") check(document.querySelectorAll("tr.chosen").length === 1, "its row is marked");
      choose(byID(name), "");
    }
    byID("unfit").click();
    check(numbers(count.textContent)[0] <= total, "papers between topics");
    byID("clear").click();
    check(numbers(count.textContent)[0] === total && !byID("unfit").checked, "Clear shows all again");

    // The map: a paper under the pointer shows its card, a click opens it; a name chooses its topic.
    await new Promise((done) => setTimeout(done, 400));
    const point = (type, x, y, pointerType = "mouse") => {
      const box = map.getBoundingClientRect();
      const [clientX, clientY] = [box.left + x, box.top + y];
      map.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerType, pointerId: 1, button: 0, bubbles: true }));
    };
    map.setPointerCapture = () => {};
    let paper = null;
    let name = null;
    for (let y = 5; y < map.clientHeight && !(paper && name); y += 6) {
      for (let x = 5; x < map.clientWidth && !(paper && name); x += 6) {
        point("pointermove", x, y);
        if (!card.hidden) paper ??= [x, y];
        else if (map.classList.contains("pointing")) name ??= [x, y];
      }
    }
    check(paper !== null, "a paper is under the pointer somewhere");
    if (paper) {
      point("pointermove", ...paper);
      const shown = card.querySelector(".name").textContent;
      check(shown.length > 0, "the card has a title");
      const box = card.getBoundingClientRect();
      const stage = map.getBoundingClientRect();
      check(box.left >= stage.left && box.right <= stage.right + 1, "the card is within the map");
      const address = card.querySelector("a")?.href;
      point("pointerdown", ...paper);
      point("pointerup", ...paper);
      check(!address || opened.at(-1) === address, "a click opens the paper");
      point("pointerdown", ...paper, "touch");
      point("pointerup", ...paper, "touch");
      check(!card.hidden && card.classList.contains("pinned"), "a finger pins the card");
      card.querySelector("button").click();
      check(card.hidden, "the card can be closed");
    }
    check(name !== null, "a name is under the pointer somewhere");
    if (name) {
      point("pointerdown", ...name);
      point("pointerup", ...name);
      check(byID("topic").value !== "" && numbers(count.textContent)[0] < total, "a name chooses its topic");
      byID("clear").click();
    }
    const press = (target, key) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press(map, "+");
    check(map.classList.contains("zoomed"), "plus zooms in");
    press(map, "ArrowLeft");
    for (let step = 0; step < 4; step++) press(map, "-");
    check(!map.classList.contains("zoomed"), "minus zooms out");
    document.querySelector("button.show").click();
    check(byID("topic").value === "0" && document.activeElement === map, "a topic of the table is shown on the map");
    byID("clear").click();

    // The list by keyboard.
    const links = () => [...list.querySelectorAll("a")];
    if (links().length > 1) {
      links()[0].focus();
      press(links()[0], "ArrowDown");
      check(document.activeElement === links()[1], "the arrow goes to the next paper");
      press(links()[1], "ArrowUp");
      check(document.activeElement === links()[0], "and back");
    }
    if (!byID("more").hidden) {
      const before = list.children.length;
      byID("more").click();
      check(list.children.length > before, "more papers are shown");
    }

    // No text of a digest has become markup.
    check(!document.querySelector("img, iframe, object, embed, link, base") && !window.harmed, "no text became markup");
    check(document.scripts.length === 3, "no script was added");

    // For those who cannot see the map.
    const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);
    check(new Set(ids).size === ids.length, "IDs are unique");
    check(document.documentElement.lang === "en" && document.querySelectorAll("h1").length === 1, "language and heading");
    for (const part of document.querySelectorAll("button, a, canvas, svg")) {
      check((part.ariaLabel ?? part.textContent).trim() !== "", `a name for ${part.outerHTML.slice(0, 80)}`);
    }
    for (const part of document.querySelectorAll("input, select")) {
      check(part.labels.length === 1 && part.labels[0].textContent.trim() !== "", `a label for ${part.id}`);
    }
    check(document.querySelectorAll("#topics tbody tr").length === byID("topic").options.length - 1, "the table has every topic");
    check(document.querySelectorAll("#topics th:not([scope])").length === 0, "headers say what they head");
    check(count.ariaLive === "polite", "the number of papers found is announced");

    // Contrast, of what the style sheet says now (WCAG 2.2).
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const luminance = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        .map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const style = getComputedStyle(document.documentElement);
    const contrast = (name, ground) => {
      const [a, b] = [name, ground].map((part) => luminance(style.getPropertyValue(part).trim())).sort((a, b) => b - a);
      return (a + 0.05) / (b + 0.05);
    };
    for (const ground of ["--ground", "--panel"]) {
      for (const part of ["--text", "--dim", "--link"]) check(contrast(part, ground) >= 4.5, `${part} on ${ground}`);
    }
    for (let index = 0; index < 8; index++) check(contrast("--c" + index, "--ground") >= 3, `colour ${index}`);

    // Nothing is wider than the screen.
    check(document.documentElement.scrollWidth <= innerWidth, `${document.documentElement.scrollWidth} of ${innerWidth} wide`);

    // How long a move of the map takes, with everything on it.
    const frames = 20;
    const start = performance.now();
    for (let step = 0; step < frames; step++) {
      press(map, step % 2 ? "-" : "+");
      await frame();
    }
    const each = (performance.now() - start) / frames;
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    console.log(
      `REPORT-TIMES ${total} papers, ${innerWidth} px: first paint ${paint?.toFixed(0)} ms, slowest search ` +
      `${slowest.toFixed(1)} ms, a move of the map ${each.toFixed(1)} ms`);
  } catch (error) {
    failures.push(`${error.stack ?? error}`);
  }
  for (const failure of failures) console.log(`REPORT-FAILED ${failure}`);
  console.log("REPORT-DONE");
})();
