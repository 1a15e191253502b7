import './ui/tokens.css';
import './ui/base.css';
import { startPage } from './ui/index.ts';

startPage(document.getElementById('app') ?? document.body);
