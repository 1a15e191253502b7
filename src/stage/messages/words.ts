import type { Exchange, Message, Place } from '../../cluster/index.ts';
import type { DoorSeen } from '../scene.ts';
import type { Travel } from './travel.ts';

/** Every text of messages on their way and of the places between which they travel. */
export interface MessageWords {
  /** A place that is no object: "you", "API server". */
  place(place: Place): string;
  /** What a screen reader says of it. */
  aboutPlace(place: Place): string;
  aboutDoor(door: DoorSeen): string;
  /** What a kind of message is called: "question". */
  kind(kind: Message['kind']): string;
  /** What is on its way, or how it ended. */
  aboutTravel(travel: Travel): string;
  /** In two or three words: `200`, `10.244.1.2`, "no such name". */
  outcome(told: NonNullable<Exchange['told']>): string;
  /** What a message carries, short enough to travel with it. */
  carries(message: Message): string;
}
