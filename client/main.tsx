import { render } from 'preact';
import './style/tokens.css';

render(<p>…</p>, document.getElementById('page')!);
