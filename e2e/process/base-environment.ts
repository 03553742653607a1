/** Variables of the caller that a process needs, and none that leads to an AWS account. */
const neutral = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_EXTRA_CA_CERTS', 'PIP_INDEX_URL', 'PIP_CERT'];

export type Environment = Readonly<Record<string, string>>;

export const baseEnvironment = (inherited: NodeJS.ProcessEnv): Environment =>
  Object.fromEntries(
    Object.entries(inherited).flatMap(([name, value]) =>
      value !== undefined && (neutral.includes(name) || /^(npm_config_|https?_proxy|no_proxy)/i.test(name))
        ? [[name, value]]
        : [],
    ),
  );
