/** Calls once what the page shows by then has been painted: at the frame after the next, so that it delays neither. */
export const oncePainted = (call: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(call));
};
