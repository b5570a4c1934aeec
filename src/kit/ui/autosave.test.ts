import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NetworkError } from './api.ts';
import { createSaveQueue, type SaveState } from './autosave.ts';

describe('the save queue', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function server() {
    const received: [string, string][][] = [];
    const phases: SaveState['phase'][] = [];
    const state = { down: false, refuses: false };
    const queue = createSaveQueue<string>({
      delay: 100,
      onState: ({ phase }) => phases.push(phase),
      send: async (changes) => {
        if (state.down) throw new NetworkError();
        if (state.refuses) throw new Error('closed');
        received.push([...changes]);
      },
    });
    return { received, phases, state, queue };
  }

  it('gathers changes for a moment and sends the newest of each key', async () => {
    const { queue, received, phases } = server();
    queue.put('1', 'a');
    queue.put('2', 'b');
    queue.put('1', 'c');
    await vi.advanceTimersByTimeAsync(100);
    expect(received).toEqual([
      [
        ['1', 'c'],
        ['2', 'b'],
      ],
    ]);
    expect(phases).toEqual(['saving', 'saved']);
    expect(queue.pending()).toBe(false);
  });

  it('keeps what could not be sent and sends it, with newer values, when the server is back', async () => {
    const { queue, received, phases, state } = server();
    state.down = true;
    queue.put('1', 'old');
    queue.put('2', 'kept');
    await vi.advanceTimersByTimeAsync(100);
    expect(phases.at(-1)).toBe('waiting');
    expect(queue.pending()).toBe(true);
    queue.put('1', 'new');
    await vi.advanceTimersByTimeAsync(100);
    state.down = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(received).toEqual([
      [
        ['1', 'new'],
        ['2', 'kept'],
      ],
    ]);
    expect(phases.at(-1)).toBe('saved');
  });

  it('does not repeat what the server refused', async () => {
    const { queue, received, phases, state } = server();
    state.refuses = true;
    queue.put('1', 'a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phases).toEqual(['saving', 'refused']);
    expect(queue.pending()).toBe(false);
    expect(received).toEqual([]);
  });

  it('sends one batch after the other', async () => {
    const running: string[] = [];
    const queue = createSaveQueue<string>({
      delay: 10,
      onState: () => {},
      send: async (changes) => {
        running.push(`begin ${[...changes.keys()]}`);
        await new Promise((resolve) => setTimeout(resolve, 1000));
        running.push(`end ${[...changes.keys()]}`);
      },
    });
    queue.put('1', 'a');
    await vi.advanceTimersByTimeAsync(10);
    queue.put('2', 'b');
    await vi.advanceTimersByTimeAsync(5000);
    expect(running).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });
});
