// Reads loop.results until the result of one loop is there and prints it as JSON.
//   node read-result.js BROKERS REGISTRY_URL LOOP_ID
'use strict'
const { randomUUID } = require('node:crypto')
const { Kafka, logLevel } = require('kafkajs')
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry')

const [brokers, host, loopId] = process.argv.slice(2)

async function main() {
  const registry = new SchemaRegistry({ host })
  const kafka = new Kafka({ clientId: 'node-example', brokers: brokers.split(','), logLevel: logLevel.ERROR })
  // kafkajs reads committed records only unless it is told otherwise
  const consumer = kafka.consumer({ groupId: `node-example-${randomUUID()}` })
  const seen = new Set() // a program keeps this with its own data
  await consumer.connect()
  await consumer.subscribe({ topic: 'loop.results', fromBeginning: true })
  const result = await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
    consumer.run({
      eachMessage: async ({ partition, message }) => {
        const schemaId = message.value.readInt32BE(1)
        const event = await registry.decode(message.value)
        if (!seen.has(event.event_id) && event.loop_id === loopId) {
          resolve({ key: message.key.toString(), partition, schemaId, event })
        }
        seen.add(event.event_id)
      },
    })
  })
  await consumer.disconnect()
  console.log(JSON.stringify(result))
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
