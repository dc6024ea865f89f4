// The alert desk's optional sound: off until somebody turns it on in this browser, and heard only for alerts that were
// not in the list before.

const button = document.getElementById("sound");
const KEY = "alerts-sound";
let known = present();

function present() {
  return new Set([...document.querySelectorAll("[data-alert]")].map((line) => line.dataset.alert));
}

function isOn() {
  return localStorage.getItem(KEY) === "on";
}

function showState() {
  button.setAttribute("aria-pressed", String(isOn()));
  button.querySelector("span:last-child").textContent = isOn() ? button.dataset.on : button.dataset.off;
}

function ring() {
  const context = new AudioContext();
  for (const [start, pitch] of [[0, 660], [0.22, 880]]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, context.currentTime + start);
    volume.gain.exponentialRampToValueAtTime(0.2, context.currentTime + start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + start + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + start);
    tone.stop(context.currentTime + start + 0.21);
  }
}

if (button) {
  showState();
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, isOn() ? "off" : "on");
    showState();
    if (isOn()) ring();
  });
}

document.addEventListener("htmx:afterSettle", () => {
  const now = present();
  if (button && isOn() && [...now].some((alert) => !known.has(alert))) ring();
  known = now;
});
