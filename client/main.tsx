import { render } from 'preact';
import { prepare, start } from './shell/index.ts';
import { Page } from './shell/panels.ts';
import './main.css';

prepare();
render(<Page />, document.getElementById('page')!);
start();
