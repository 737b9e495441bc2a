// A value by one press of a mark, or a step at a time, never off its scale.
function pressed(criterion) {
  const { value } = criterion.querySelector("input");
  for (const button of criterion.querySelectorAll(".jury-marks button"))
    button.setAttribute("aria-pressed", value !== "" && Number(value) === Number(button.value));
}

function step(event) {
  const button = event.target.closest(".jury-marks button, [data-by]");
  if (!button) return;
  const criterion = button.closest(".jury-criterion");
  const input = criterion.querySelector("input");
  const [low, high] = [Number(input.min), Number(input.max)];
  const moved = Number(input.value || low) + Number(button.dataset.by);
  const first = input.value === "" && button.dataset.by;
  const wanted = button.dataset.by ? (first ? low : moved) : Number(button.value);
  input.value = String(Number(Math.min(high, Math.max(low, wanted)).toFixed(4)));
  pressed(criterion);
}
