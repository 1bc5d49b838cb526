import { render } from 'preact';
import { Page } from './shell/page.tsx';
import { prepare, start } from './shell/start.ts';
import './style/index.css';

prepare();
render(<Page />, document.getElementById('page')!);
start();
