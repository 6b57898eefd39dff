// Stub until the listener lands.
document.documentElement.addEventListener("contextmenu", () => undefined);
