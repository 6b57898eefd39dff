// An answer that a page may never give (a dialog holds it, or a loop), or what stands for it. Runs in the worker.
// Ends nothing: what comes later is not heard.

export async function inTime<T, L>(answer: Promise<T>, ms: number, late: L): Promise<T | L> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<L>((passed) => {
    timer = setTimeout(() => passed(late), ms);
  });
  return Promise.race([answer, over]).finally(() => clearTimeout(timer));
}
