import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import type { AuthenticatedRequest, Role, User } from './user.js';

/** Who asks, from the bearer token: `token=user:role` in ADMIN_TOKENS. */
@Injectable()
export class TokenGuard implements CanActivate {
  private readonly users = new Map<string, User>(
    (process.env.ADMIN_TOKENS ?? '').split(',').map((entry) => {
      const [token = '', id = '', role = ''] = entry.split(/[=:]/);
      return [token, { id, roles: [role as Role] }];
    }),
  );

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const [, token = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    request.user = this.users.get(token);
    if (request.user === undefined) throw new UnauthorizedException();
    return true;
  }
}
