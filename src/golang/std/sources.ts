/** The Go sources of the standard library: text by package path and file. */
import bufioReader from './bufio/reader.go';
import bufioScanner from './bufio/scanner.go';
import bufioWriter from './bufio/writer.go';
import bytesBuffer from './bytes/buffer.go';
import bytesBytes from './bytes/bytes.go';
import cmpCmp from './cmp/cmp.go';
import containerHeapHeap from './container/heap/heap.go';
import containerListList from './container/list/list.go';
import containerRingRing from './container/ring/ring.go';
import contextContext from './context/context.go';
import contextDeadline from './context/deadline.go';
import errorsErrors from './errors/errors.go';
import errorsJoin from './errors/join.go';
import errorsWrap from './errors/wrap.go';
import fmtErrors from './fmt/errors.go';
import fmtFormat from './fmt/format.go';
import fmtPrint from './fmt/print.go';
import fmtPrintf from './fmt/printf.go';
import fmtSort from './fmt/sort.go';
import fmtValue from './fmt/value.go';
import internalAbiType from './internal/abi/type.go';
import internalBytealgBytealg from './internal/bytealg/bytealg.go';
import internalReflectliteSwapper from './internal/reflectlite/swapper.go';
import internalRuntimeMapsError from './internal/runtime/maps/error.go';
import ioIo from './io/io.go';
import iterIter from './iter/iter.go';
import iterPull from './iter/pull.go';
import mapsIter from './maps/iter.go';
import mapsMaps from './maps/maps.go';
import mathBits from './math/bits.go';
import mathConst from './math/const.go';
import mathExp from './math/exp.go';
import mathHyperbolic from './math/hyperbolic.go';
import mathMath from './math/math.go';
import mathPow from './math/pow.go';
import mathTrig from './math/trig.go';
import mathBitsBits from './math/bits/bits.go';
import mathRandCooked from './math/rand/cooked.go';
import mathRandRand from './math/rand/rand.go';
import mathRandSource from './math/rand/source.go';
import osOs from './os/os.go';
import reflectDeepequal from './reflect/deepequal.go';
import reflectType from './reflect/type.go';
import reflectValue from './reflect/value.go';
import runtimeError from './runtime/error.go';
import runtimeExtern from './runtime/extern.go';
import runtimeMcleanup from './runtime/mcleanup.go';
import runtimeMfinal from './runtime/mfinal.go';
import runtimeMstats from './runtime/mstats.go';
import runtimePanic from './runtime/panic.go';
import runtimeDebugDebug from './runtime/debug/debug.go';
import runtimeMetricsMetrics from './runtime/metrics/metrics.go';
import slicesIter from './slices/iter.go';
import slicesPdqsort from './slices/pdqsort.go';
import slicesSlices from './slices/slices.go';
import slicesSort from './slices/sort.go';
import sortOrdered from './sort/ordered.go';
import sortPdqsort from './sort/pdqsort.go';
import sortSearch from './sort/search.go';
import sortSort from './sort/sort.go';
import strconvAtof from './strconv/atof.go';
import strconvAtoi from './strconv/atoi.go';
import strconvComplex from './strconv/complex.go';
import strconvFtoa from './strconv/ftoa.go';
import strconvItoa from './strconv/itoa.go';
import strconvNumber from './strconv/number.go';
import strconvQuote from './strconv/quote.go';
import strconvUnquote from './strconv/unquote.go';
import stringsBuilder from './strings/builder.go';
import stringsReader from './strings/reader.go';
import stringsReplacer from './strings/replacer.go';
import stringsSearch from './strings/search.go';
import stringsSplit from './strings/split.go';
import stringsStrings from './strings/strings.go';
import stringsTrim from './strings/trim.go';
import syncCond from './sync/cond.go';
import syncMutex from './sync/mutex.go';
import syncOnce from './sync/once.go';
import syncPool from './sync/pool.go';
import syncPoolqueue from './sync/poolqueue.go';
import syncRwmutex from './sync/rwmutex.go';
import syncWaitgroup from './sync/waitgroup.go';
import syncAtomicDoc from './sync/atomic/doc.go';
import syncAtomicPointer from './sync/atomic/pointer.go';
import syncAtomicType from './sync/atomic/type.go';
import syncAtomicValue from './sync/atomic/value.go';
import timeDuration from './time/duration.go';
import timeFormat from './time/format.go';
import timeSleep from './time/sleep.go';
import timeTime from './time/time.go';
import unicodeUnicode from './unicode/unicode.go';
import unicodeUtf8Utf8 from './unicode/utf8/utf8.go';
import weakPointer from './weak/pointer.go';

export const sources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bufio: { reader: bufioReader, scanner: bufioScanner, writer: bufioWriter },
  bytes: { buffer: bytesBuffer, bytes: bytesBytes },
  cmp: { cmp: cmpCmp },
  'container/heap': { heap: containerHeapHeap },
  'container/list': { list: containerListList },
  'container/ring': { ring: containerRingRing },
  context: { context: contextContext, deadline: contextDeadline },
  errors: { errors: errorsErrors, join: errorsJoin, wrap: errorsWrap },
  fmt: {
    errors: fmtErrors,
    format: fmtFormat,
    print: fmtPrint,
    printf: fmtPrintf,
    sort: fmtSort,
    value: fmtValue,
  },
  'internal/abi': { type: internalAbiType },
  'internal/bytealg': { bytealg: internalBytealgBytealg },
  'internal/reflectlite': { swapper: internalReflectliteSwapper },
  'internal/runtime/maps': { error: internalRuntimeMapsError },
  io: { io: ioIo },
  iter: { iter: iterIter, pull: iterPull },
  maps: { iter: mapsIter, maps: mapsMaps },
  math: {
    bits: mathBits,
    const: mathConst,
    exp: mathExp,
    hyperbolic: mathHyperbolic,
    math: mathMath,
    pow: mathPow,
    trig: mathTrig,
  },
  'math/bits': { bits: mathBitsBits },
  'math/rand': { cooked: mathRandCooked, rand: mathRandRand, source: mathRandSource },
  os: { os: osOs },
  reflect: { deepequal: reflectDeepequal, type: reflectType, value: reflectValue },
  runtime: {
    error: runtimeError,
    extern: runtimeExtern,
    mcleanup: runtimeMcleanup,
    mfinal: runtimeMfinal,
    mstats: runtimeMstats,
    panic: runtimePanic,
  },
  'runtime/debug': { debug: runtimeDebugDebug },
  'runtime/metrics': { metrics: runtimeMetricsMetrics },
  slices: { iter: slicesIter, pdqsort: slicesPdqsort, slices: slicesSlices, sort: slicesSort },
  sort: { ordered: sortOrdered, pdqsort: sortPdqsort, search: sortSearch, sort: sortSort },
  strconv: {
    atof: strconvAtof,
    atoi: strconvAtoi,
    complex: strconvComplex,
    ftoa: strconvFtoa,
    itoa: strconvItoa,
    number: strconvNumber,
    quote: strconvQuote,
    unquote: strconvUnquote,
  },
  strings: {
    builder: stringsBuilder,
    reader: stringsReader,
    replacer: stringsReplacer,
    search: stringsSearch,
    split: stringsSplit,
    strings: stringsStrings,
    trim: stringsTrim,
  },
  sync: {
    cond: syncCond,
    mutex: syncMutex,
    once: syncOnce,
    pool: syncPool,
    poolqueue: syncPoolqueue,
    rwmutex: syncRwmutex,
    waitgroup: syncWaitgroup,
  },
  'sync/atomic': {
    doc: syncAtomicDoc,
    pointer: syncAtomicPointer,
    type: syncAtomicType,
    value: syncAtomicValue,
  },
  time: { duration: timeDuration, format: timeFormat, sleep: timeSleep, time: timeTime },
  unicode: { unicode: unicodeUnicode },
  'unicode/utf8': { utf8: unicodeUtf8Utf8 },
  weak: { pointer: weakPointer },
};
