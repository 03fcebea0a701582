const first = 1;
export const door = first;
