import { render } from 'preact';
import { speakPlainly } from '#domain/problem/plain-words.rules.ts';
import { start } from './shell/index.ts';
import { Page } from './shell/panels.ts';
import './main.css';

speakPlainly();
start();
render(<Page />, document.getElementById('page')!);
