import { security } from '@otelseal/security-events';
import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

/** Scanners that do not hide what they are. */
const TOOLS = /\b(sqlmap|nikto|nuclei|gobuster|wpscan)\b/i;

/** Turns away known attack tools before they reach anything. */
export const refuseAttackTools: RequestHandler = (request, _response, next) => {
  const tool = TOOLS.exec(request.get('user-agent') ?? '')?.[1];
  if (tool === undefined) return next();
  security.malicious.attackTool({ tool: tool.toLowerCase(), response: 'blocked' });
  throw new HttpError(403, 'attack_tool');
};
