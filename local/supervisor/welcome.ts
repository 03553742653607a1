import { systemAddresses } from '../system-addresses';
import type { SystemPlan } from '../system-plan';

/** What is printed when everything is ready: where things are, and what to paste first. */
export const welcome = (plan: SystemPlan, seconds: number): string => {
  const { gateway, socket, bedrock } = systemAddresses(plan);
  const model =
    plan.bedrock === 'aws'
      ? 'Amazon Bedrock, with your AWS credentials'
      : `${bedrock} (a stand-in: it answers from what it is given, not from a model)`;
  return `
MangaAssist is ready after ${seconds.toFixed(1)} s.

  REST     ${gateway}
  Socket   ${socket}
  Model    ${model}
  Data     ${plan.dataFolder} (logs in logs/)

A first question, in another terminal:

  TOKEN=$(curl -s -X POST ${gateway}/guest | node -p 'JSON.parse(fs.readFileSync(0)).token')
  curl -s ${gateway}/chat -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d '{"action":"sendMessage","data":{"message":"進撃の巨人みたいなダークな作品を教えてください"}}'

Ctrl-C stops everything.
`;
};
