/**
 * Executes one instruction outside of the dispatch loop: those that allocate, call, wait or panic,
 * and the rare cases of all others. Reads and leaves the registers in the machine.
 *
 * LONG: the other half of the one switch.
 */
import { assert } from '../base/assert';
import { Op } from '../golang/code/opcodes';
import * as calls from './calls';
import type { Machine } from './machine';
import * as channels from './ops/channels';
import * as interfaces from './ops/interfaces';
import * as maps from './ops/maps';
import * as memory from './ops/memory';
import * as numbers from './ops/numbers';
import * as objects from './ops/objects';
import * as outside from './ops/outside';
import * as slices from './ops/slices';
import * as panics from './panics';
import { panicmem, raise } from './raise';

// LONG: one case per operation.
export function slow(m: Machine): void {
  const { code, pc } = m;
  m.rt.pc = pc;
  m.rt.site = -1;
  switch (code[pc]!) {
    case Op.CALL:
      return calls.call(m);
    case Op.CALLC:
      return calls.callC(m);
    case Op.CALLI:
      return calls.callI(m);
    case Op.RET:
      return calls.ret(m);
    case Op.NATIVE:
      return calls.native(m);
    case Op.GO:
      return calls.go(m);
    case Op.DEFERSTK:
      return calls.deferStk(m);
    case Op.DEFERHEAP:
      return calls.deferHeap(m);
    case Op.DEFERAT:
      return calls.deferAt(m);
    case Op.DEFERRETURN:
      return calls.deferReturn(m);
    case Op.PANIC:
      return panics.panic(m);
    case Op.RECOVER:
      return panics.recover(m);
    case Op.GOPANIC:
      return panics.gopanic(m);
    case Op.GOEXIT:
      return calls.goexit(m);
    case Op.SYSTEM:
      return calls.system(m);
    case Op.NEW:
      return objects.newObject(m);
    case Op.NEWCLOSURE:
      return objects.newClosure(m);
    case Op.BOX:
      return objects.box(m);
    case Op.MAKESLICE:
      return slices.makeSlice(m);
    case Op.MAKESLICECAP:
      return slices.makeSliceCap(m);
    case Op.MAKESLICEBUF:
      return slices.makeSliceBuf(m);
    case Op.GROW:
      return slices.grow(m);
    case Op.GROWBUF:
      return slices.growBuf(m);
    case Op.APPEND:
      return slices.append(m);
    case Op.APPENDS:
      return slices.appendSlice(m);
    case Op.EXTEND:
      return slices.extendZero(m);
    case Op.COPY:
      return slices.copy(m, code[pc + 4]!, 5);
    case Op.COPYSTR:
      return slices.copy(m, -1, 4);
    case Op.SLICE:
      return slices.slice(m);
    case Op.SLICEARR:
      return slices.sliceArray(m);
    case Op.SLICESTR:
      return slices.sliceString(m);
    case Op.CHKSLICEARR:
      return slices.checkSliceArray(m);
    case Op.MOVE2HEAP:
      return slices.moveToHeap(m);
    case Op.UNSAFESLICE:
      return slices.unsafeSlice(m, code[pc + 4]!, 5);
    case Op.UNSAFESTRING:
      return slices.unsafeSlice(m, -1, 4);
    case Op.CONCAT:
      return objects.concat(m);
    case Op.BYTES2STR:
      return objects.convertText(m, 0);
    case Op.STR2BYTES:
      return objects.convertText(m, 1);
    case Op.RUNES2STR:
      return objects.convertText(m, 2);
    case Op.STR2RUNES:
      return objects.convertText(m, 3);
    case Op.RUNE2STR:
      return objects.runeToString(m);
    case Op.DECODERUNE:
      return objects.decodeRune(m);
    case Op.ASSERT:
      return interfaces.assertType(m);
    case Op.ASSERTOK:
      return interfaces.assertOk(m);
    case Op.ASSERTI:
      return interfaces.assertInterface(m);
    case Op.ASSERTIOK:
      return interfaces.assertInterfaceOk(m);
    case Op.ISTYPE:
      return interfaces.isType(m);
    case Op.EQIFACE:
      return interfaces.equalInterfaces(m, 1);
    case Op.NEIFACE:
      return interfaces.equalInterfaces(m, 0);
    case Op.EQVAL:
      return interfaces.equalValues(m);
    case Op.MAKEMAP:
      return maps.makeMap(m);
    case Op.MAKEMAPSTK:
      return maps.makeMapStack(m);
    case Op.MAPGET:
      return maps.mapGet(m, 0);
    case Op.MAPGETOK:
      return maps.mapGet(m, 1);
    case Op.MAPASSIGN:
      return maps.mapAssign(m);
    case Op.MAPDELETE:
      return maps.mapDelete(m);
    case Op.MAPCLEAR:
      return maps.mapClear(m);
    case Op.MAPLEN:
      return maps.mapLen(m);
    case Op.MAPITER:
      return maps.mapIter(m);
    case Op.MAPNEXT:
      return maps.mapNext(m);
    case Op.MAKECHAN:
      return channels.makeChannel(m);
    case Op.SEND:
      return channels.send(m);
    case Op.RECV:
      return channels.receive(m);
    case Op.CLOSE:
      return channels.close(m);
    case Op.CHANLEN:
      return channels.chanLen(m);
    case Op.CHANCAP:
      return channels.chanCap(m);
    case Op.SELECT:
      return channels.select(m);
    case Op.LDN:
      return memory.load(m);
    case Op.STP:
      return memory.stp(m);
    case Op.STGP:
      return memory.stgp(m);
    case Op.STXP:
      return memory.stxp(m);
    case Op.STN:
      return memory.stn(m);
    case Op.STGN:
      return memory.stgn(m);
    case Op.MOVE:
      return memory.moveMemory(m);
    case Op.CLEARMEM:
      return memory.clearMemory(m);
    case Op.CLEARSLICE:
      return memory.clearSlice(m);
    case Op.ADDC:
    case Op.SUBC:
    case Op.MULC:
    case Op.DIVC:
      return numbers.complexOp(m);
    case Op.NEGC:
      return numbers.negateComplex(m);
    case Op.C64TOC128:
    case Op.C128TOC64:
      return numbers.convertComplex(m);
    case Op.EQC:
      return numbers.equalComplex(m);
    case Op.MINF64:
    case Op.MAXF64:
      return numbers.minMax(m);
    case Op.I64TOF32:
    case Op.U64TOF32:
      return numbers.toFloat32(m);
    case Op.PRINT:
      return outside.print(m);
    case Op.ANNOTATION:
      return outside.annotation(m);
    case Op.WATCH:
      return outside.watch(m);
    case Op.DIVI64:
    case Op.DIVU64:
    case Op.MODI64:
    case Op.MODU64:
      return numbers.divide64(m);
    case Op.F64TOI64:
    case Op.F64TOU64:
      return numbers.toInt64(m);
    case Op.EQSTR:
    case Op.NESTR:
    case Op.LTSTR:
    case Op.LESTR:
      return objects.compareStrings(m);
    case Op.LDGN:
      return memory.loadGlobal(m);
    case Op.DIVI32:
    case Op.DIVU32:
    case Op.MODI32:
    case Op.MODU32:
      return raise(m, 'panicdivide');
    case Op.CHKSHIFT:
      return raise(m, 'panicshift');
    case Op.LD8S:
    case Op.LD8U:
    case Op.LD16S:
    case Op.LD16U:
    case Op.LD32:
    case Op.LD64:
    case Op.ST8:
    case Op.ST16:
    case Op.ST32:
    case Op.ST64:
    case Op.NILCHK:
    case Op.ADDPTR:
      return panicmem(m);
    case Op.BOUND:
    case Op.BOUNDI:
    case Op.IDXADDR:
    case Op.IDXARR:
    case Op.LDX8U:
    case Op.LDX8S:
    case Op.LDX16U:
    case Op.LDX16S:
    case Op.LDX32:
    case Op.LDX64:
    case Op.LDX128:
    case Op.STX8:
    case Op.STX16:
    case Op.STX32:
    case Op.STX64:
    case Op.STRIDX:
      return memory.indexFault(m);
    default:
      assert(false, `operation ${code[pc]} at ${pc}`);
  }
}
