// An independent OpenID provider for TestAnIndependentProvider. It prints its port and ends with its standard input.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const server = createServer().listen(0, '127.0.0.1', () => {
  const provider = new Provider(`http://localhost:${server.address().port}`, {
    clients: [{ client_id: 'keep-hope', client_secret: "the client's secret", redirect_uris: [process.argv[2]] }],
    claims: { openid: ['sub'], profile: ['name'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: `Name of ${sub}` }) }),
    rotateRefreshToken: false,
  });
  server.on('request', provider.callback());
  console.log(server.address().port);
});
process.stdin.on('end', () => process.exit(0)).resume();
