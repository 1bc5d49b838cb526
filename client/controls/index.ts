export { isolateTexts } from './isolation.ts';
export { submitsOn } from './submits-on.ts';
