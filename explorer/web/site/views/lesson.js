// The lesson: ten minutes through the space, a step at a time, with questions for the class.

import { askedNumber, write } from "../address.js";
import { choose, el, paragraph, press, rich } from "../dom.js";
import { PICTURES_OF } from "../lesson_pictures.js";

/** @param {import("../main.js").App} app */
export async function show(app) {
  const { steps } = app.content.lesson;
  const here = Math.round(askedNumber("step", 1, 1, steps.length));
  const step = steps[here - 1];
  const words = await wordsOf(app);
  const picture = el("div", { className: "picture", data: { part: "picture" } });
  app.add(
    navigation(app, here),
    progress(app, here),
    el("section", { className: "lesson" }, sentences(app, step, words), picture),
  );
  if (app.content.lesson.choosing.includes(step.name)) picture.append(await digitChooser(app));
  await PICTURES_OF[step.name](app, picture);
}

function open(app, values) {
  write(values);
  app.render();
}

function navigation(app, here) {
  const { steps } = app.content.lesson;
  const turn = (name, to) => {
    const button = press(name, app.text(`lesson.${name}`), () => open(app, { step: to }), name === "next" ? "primary" : "");
    button.disabled = to < 1 || to > steps.length;
    return button;
  };
  const titles = steps.map(({ name }, i) => [String(i + 1), `${i + 1}. ${app.text(`lesson_${name}.title`)}`]);
  return el(
    "div",
    { className: "row", data: { part: "steps" } },
    turn("back", here - 1),
    choose("step", app.text("lesson.step"), titles, String(here), (step) => open(app, { step })),
    turn("next", here + 1),
  );
}

function progress(app, here) {
  const { steps } = app.content.lesson;
  const minutes = (some) => some.reduce((sum, one) => sum + one.minutes, 0);
  const values = { number: here, count: steps.length, minutes: steps[here - 1].minutes, done: minutes(steps.slice(0, here - 1)), total: minutes(steps) };
  const told = app.text("lesson.progress", values);
  const bar = el("progress", { max: values.total, value: values.done + values.minutes });
  bar.setAttribute("aria-label", told);
  return el("div", { className: "progress", data: { part: "progress" } }, bar, el("p", { className: "hint" }, told));
}

function sentences(app, { name, view, values }, words) {
  const say = (entry) => app.text(`lesson_${name}.${entry}`, words);
  const questions = [1, 2].map((number) =>
    el("details", {}, el("summary", {}, ...rich(say(`question_${number}`))), paragraph(say(`answer_${number}`))),
  );
  const away = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value !== "boolean"));
  const go = press("open", say("open"), () => {
    const preset = app.content.presets[values.preset];
    write({ view, ...away, preset: null, compare: away.compare || null, ...(preset ? { k1: preset[0], k2: preset[1] } : {}) }, { opened: true, alone: true });
    app.render();
  });
  return el(
    "div",
    { data: { part: "sentences" } },
    el("h2", {}, say("title")),
    paragraph(say("first")),
    paragraph(say("second")),
    go,
    el("h3", {}, app.text("lesson.questions")),
    ...questions,
  );
}

// The figures of the sentences, those of the chosen digit among them.
async function wordsOf(app) {
  const { facts } = app.content.lesson;
  const { index, digit, mean, sigma } = await app.chosenDigit();
  const plain = Object.fromEntries(["beta", "equal_beta", "collapse_beta"].map((name) => [name, app.words.plain(facts[name])]));
  return { ...facts, ...plain, index, digit, mean: app.words.numbers(mean, ".2f"), sigma: app.words.numbers(sigma, ".3f") };
}

async function digitChooser(app) {
  const { labels, index } = await app.chosenDigit();
  const titles = Array.from({ length: app.content.lesson.digits }, (_, i) => [String(i), app.text("lesson.which", { index: i, digit: labels[i] })]);
  return choose("digit", app.text("lesson.digit"), titles, String(index), (digit) => open(app, { digit }));
}
