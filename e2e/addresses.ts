/** Where the two installations under test listen: one with the sample data, one that nobody has set up. */
export const DEMO_PORT = 34_810;
export const EMPTY_PORT = 34_811;
export const demoUrl = `http://localhost:${DEMO_PORT}`;
export const emptyUrl = `http://localhost:${EMPTY_PORT}`;
