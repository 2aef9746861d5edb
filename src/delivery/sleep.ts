/** A sleep that can be cut short. A call of `wake` while nobody sleeps makes the next sleep end at once. */
export function createSleeper(): { sleep(milliseconds: number): Promise<void>; wake(): void } {
  let woken = false;
  let end: (() => void) | undefined;
  return {
    async sleep(milliseconds) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      woken = false;
      end = undefined;
    },
    wake() {
      woken = true;
      end?.();
    },
  };
}
