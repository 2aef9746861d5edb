/**
 * Calls once what the page shows by then has been painted: at the frame after the next, so that it delays neither. A page that
 * nobody sees is not painted, and is called after a second.
 */
export function oncePainted(call: () => void): void {
  let called = false;
  const once = () => {
    if (!called) call();
    called = true;
  };
  requestAnimationFrame(() => requestAnimationFrame(once));
  setTimeout(once, 1000);
}
