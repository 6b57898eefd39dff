// Stub until the worker lands.
export {};
