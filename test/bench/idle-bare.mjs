// The least there is to hold sockets open.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  maxPayload: 4096,
});
server.on('listening', () => console.log(`http://localhost:${server.address().port}`));
server.on('connection', (socket) => socket.send('{}'));
