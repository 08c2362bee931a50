// Brings the parts together: what is asked for is shown on the map, in the list and in the table.

const papers = new Papers(JSON.parse(document.getElementById("data").textContent));
const byID = (id) => document.getElementById(id);
const [form, question, topicChoice, categoryChoice, unfit] =
  ["form", "question", "topic", "category", "unfit"].map(byID);
document.querySelectorAll("[data-scripted]").forEach((part) => (part.hidden = false));
byID("static").hidden = true;

for (const [index, topic] of papers.topics.entries()) {
  topicChoice.append(new Option(`${topic.number} ${topic.label} (${topic.size.toLocaleString("en")})`, index));
}
for (const [index, category] of papers.categories.entries()) {
  const name = category.name ? `${category.id} ${category.name}` : category.id;
  categoryChoice.append(new Option(`${name} (${category.size.toLocaleString("en")})`, index));
}

const map = new PaperMap(byID("map"), byID("card"), papers);
const list = new PaperList(byID("list"), byID("more"), papers);

function update() {
  const number = (choice) => (choice.value === "" ? null : Number(choice.value));
  const asked = {
    question: question.value.trim(), topic: number(topicChoice), category: number(categoryChoice), isUnfit: unfit.checked,
  };
  const found = papers.find(asked);
  const isAll = found.length === papers.count;
  list.show(found, asked.topic !== null);
  map.show(isAll ? null : found, asked.topic);
  const count = found.length.toLocaleString("en");
  byID("count").textContent = isAll ? `${count} papers` : `${count} of ${papers.count.toLocaleString("en")} papers`;
  for (const row of document.querySelectorAll("tr[data-topic]")) {
    row.classList.toggle("chosen", Number(row.dataset.topic) === asked.topic);
  }
  return found;
}

function chooseTopic(index) {
  topicChoice.value = String(index);
  map.showAround(update());
}

question.addEventListener("input", update);
topicChoice.addEventListener("change", () => {
  const found = update();
  map.showAround(topicChoice.value === "" ? [] : found);
});
for (const choice of [categoryChoice, unfit]) choice.addEventListener("change", update);
form.addEventListener("submit", (event) => event.preventDefault());
byID("clear").addEventListener("click", () => {
  form.reset();
  update();
  map.glide({ scale: 1, x: 0, y: 0 });
  question.focus();
});
map.onTopic = chooseTopic;
list.onPoint = (paper) => map.ring(paper);
for (const [id, act] of [
  ["closer", () => map.zoom(1.5)], ["farther", () => map.zoom(1 / 1.5)], ["whole", () => map.glide({ scale: 1, x: 0, y: 0 })],
]) byID(id).addEventListener("click", act);
byID("topics").addEventListener("click", (event) => {
  const row = event.target.closest?.("button.show")?.closest("tr");
  if (!row) return;
  chooseTopic(Number(row.dataset.topic));
  byID("map").scrollIntoView({ block: "nearest" });
  byID("map").focus({ preventScroll: true });
});
question.placeholder = "Words of the title, or an ID";
update();
(globalThis.requestIdleCallback ?? setTimeout)(() => papers.prepare());
