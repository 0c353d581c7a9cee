import { IsEmail, IsIn } from 'class-validator';

/** The body of a request for a new account. */
export class CreateAccount {
  @IsEmail()
  email!: string;

  @IsIn(['free', 'pro'])
  plan!: string;
}
