/**
 * Where the parameters of standard library functions flow: the tags gc (go1.26.10, linux/amd64)
 * keeps in export data. Recorded from the compiler's own diagnostics (`-m=2
 * -d=escapemutationscalls=1`).
 *
 * `name tag,tag,…;` with one tag per parameter, receiver first (notation: `parseLeaks`). Functions
 * whose pointers all leak are left out: that is what is assumed of those not listed. Generic
 * functions are left out as well: they are analysed with the program that uses them.
 *
 * LONG: recorded data.
 */

import { parseLeaks } from '../escape/leaks';
import type { Leaks } from '../escape/leaks';

const recorded: Record<string, string> = {
  bufio: `
    (*Reader).Buffered .; (*Reader).Discard h1m0,-; (*Reader).Peek h1m0,-; (*Reader).Read h1m0,h0;
    (*Reader).ReadByte h1m0; (*Reader).ReadBytes h1m0,-; (*Reader).ReadLine h1m0;
    (*Reader).ReadRune h1m0; (*Reader).ReadSlice h1m0,-; (*Reader).ReadString h1m0,-;
    (*Reader).Reset h1m0,h0; (*Reader).Size .; (*Reader).UnreadByte m0; (*Reader).UnreadRune m0;
    (*Reader).WriteTo h1m0,h0; (*Scanner).Buffer m0,h0,-; (*Scanner).Bytes r0=1;
    (*Scanner).Err r0=1; (*Scanner).Scan h1m0; (*Scanner).Split m0,h0; (*Scanner).Text .;
    (*Writer).Available .; (*Writer).AvailableBuffer r0=1; (*Writer).Buffered .;
    (*Writer).Flush h1m0; (*Writer).ReadFrom h1m0,h0; (*Writer).Reset m0,h0; (*Writer).Size .;
    (*Writer).Write h1m0,h0; (*Writer).WriteByte h1m0,-; (*Writer).WriteRune h1m0,-;
    (*Writer).WriteString h1m0,h0; ScanBytes r1=0,-; ScanLines r1=0m0c0,-; ScanRunes r1=0,-;
    ScanWords r1=0,-`,
  bytes: `
    (*Buffer).Available .; (*Buffer).AvailableBuffer r0=1; (*Buffer).Bytes r0=1; (*Buffer).Cap .;
    (*Buffer).Grow m0,-; (*Buffer).Len .; (*Buffer).Next r0=1m0,-; (*Buffer).Peek r0=1,-;
    (*Buffer).Read m0,m0; (*Buffer).ReadByte m0; (*Buffer).ReadBytes m0c1,-;
    (*Buffer).ReadFrom h1m0,h0; (*Buffer).ReadRune m0; (*Buffer).ReadString m0c1,-;
    (*Buffer).Reset m0; (*Buffer).String .; (*Buffer).Truncate m0,-; (*Buffer).UnreadByte m0;
    (*Buffer).UnreadRune m0; (*Buffer).Write m0,.; (*Buffer).WriteByte m0,-;
    (*Buffer).WriteRune h1m0,-; (*Buffer).WriteString m0,.; (*Buffer).WriteTo h1m0,h0;
    (*Reader).Len .; (*Reader).Read m0,m0; (*Reader).ReadAt .,m0,-; (*Reader).ReadByte m0;
    (*Reader).ReadRune m0; (*Reader).Reset m0,h0; (*Reader).Seek m0,-,-; (*Reader).Size .;
    (*Reader).UnreadByte m0; (*Reader).UnreadRune m0; (*Reader).WriteTo h1m0,h0; Clone .;
    Compare m0c0,m0c0; Contains m0c0,m0c0; ContainsAny m0c0,m0c0; ContainsFunc .,.;
    ContainsRune m0c0,-; Count m0c0,m0c0; Cut r0=0r1=0m0c0,m0c0; CutPrefix r0=0,.;
    CutSuffix r0=0,.; Equal .,.; EqualFold .,.; FieldsFunc h0,.; HasPrefix .,.; HasSuffix .,.;
    Index m0c0,m0c0; IndexAny m0c0,m0c0; IndexByte m0c0,-; IndexFunc .,.; IndexRune m0c0,-;
    Join .,.; LastIndex .,.; LastIndexAny .,m0c0; LastIndexByte .,-; LastIndexFunc .,.; Map .,.;
    NewBufferString .; Repeat .,-; Replace m0c0,m0c0,.,-; ReplaceAll m0c0,m0c0,.; Runes .;
    Split h0,m0c0; SplitAfter h0,m0c0; SplitAfterN h0,m0c0,-; SplitN h0,m0c0,-; Title .; ToLower .;
    ToLowerSpecial .,.; ToTitle .; ToTitleSpecial .,.; ToUpper .; ToUpperSpecial .,.;
    ToValidUTF8 .,.; Trim r0=0,.; TrimFunc r0=0,.; TrimLeft r0=0,.; TrimLeftFunc r0=0,.;
    TrimPrefix r0=0,.; TrimRight r0=0,.; TrimRightFunc r0=0,.; TrimSpace r0=0; TrimSuffix r0=0,.`,
  'container/list': `
    (*Element).Next r0=1; (*Element).Prev r0=1; (*List).Back r0=1; (*List).Front r0=1;
    (*List).InsertBefore h0,h0,h1; (*List).Len .; (*List).MoveAfter .,h0,h0;
    (*List).MoveBefore .,h0,h1; (*List).MoveToBack h1,h0; (*List).PushBackList h0,h2;
    (*List).PushFrontList h0,h2; (*List).Remove m0,h1m0`,
  'container/ring': `(*Ring).Do h0,.`,
  context: `
    (*cancelCtx).String h1; (*cancelCtx).Value h1r0=0,h0; (*timerCtx).Deadline r0=1;
    (*timerCtx).String h1; (*valueCtx).String h1; (*valueCtx).Value h1,h0; emptyCtx.Value -,.;
    withoutCancelCtx.Deadline .; withoutCancelCtx.Done .; withoutCancelCtx.Err .`,
  errors: `(*errorString).Error r0=1; (*joinError).Error h2; (*joinError).Unwrap r0=1; Join h1`,
  fmt: `
    (*pp).Flag .,-; (*pp).Precision .; (*pp).Width .; (*pp).Write h1m0,.; (*pp).WriteString h1m0,.;
    (*readRune).UnreadRune m0; (*ss).Read .,.; (*ss).ReadRune h1m0; (*ss).SkipSpace h1m0;
    (*ss).Token h1m0,-,.; (*ss).UnreadRune h1m0; (*ss).Width .; (*stringReader).Read m0,m0;
    (*wrapError).Error r0=1; (*wrapError).Unwrap r0=1; (*wrapErrors).Error r0=1;
    (*wrapErrors).Unwrap r0=1; Append r0=0m0,h1; Appendf r0=0m0,.,h1; Appendln r0=0m0,h1;
    Errorf h0,h1; Fprint h0,h1; Fprintf h0,.,h1; Fprintln h0,h1; Fscan h0,h1; Fscanf h0,.,h1;
    Fscanln h0,h1; Print h1; Printf .,h1; Println h1; Scan h1; Scanf .,h1; Scanln h1; Sprint h1;
    Sprintf .,h1; Sprintln h1; Sscan h0,h1; Sscanf h0,.,h1; Sscanln h0,h1`,
  io: `
    (*LimitedReader).Read h1m0,h0; (*OffsetWriter).Seek m0,-,-; (*OffsetWriter).Write h1m0,h0;
    (*OffsetWriter).WriteAt h1,h0,-; (*PipeReader).Read h0,m0; (*SectionReader).Outer r0=1;
    (*SectionReader).Read h1m0,h0; (*SectionReader).ReadAt h1,h0,-; (*SectionReader).Seek m0,-,-;
    (*SectionReader).Size .; (*multiReader).Read h2m0,h0; (*multiReader).WriteTo h2m0,h0;
    (*multiWriter).Write h2,h0; (*multiWriter).WriteString h2,h0; (*teeReader).Read h1,h0;
    MultiReader h1; MultiWriter h1; discard.Write -,.; discard.WriteString -,.; eofReader.Read -,.;
    nopCloser.Close .; nopCloserWriterTo.Close .`,
  log: `
    (*Logger).Fatal h0,h1c0; (*Logger).Fatalf h0,c0,h1c0; (*Logger).Fatalln h0,h1c0;
    (*Logger).Flags m0c0; (*Logger).Output h0,-,c0; (*Logger).Panic h0,h1;
    (*Logger).Panicf h0,.,h1; (*Logger).Panicln h0,h1; (*Logger).Print h0,h1c0;
    (*Logger).Printf h0,c0,h1c0; (*Logger).Println h0,h1c0; (*Logger).SetFlags m0c0,-; Fatal h1c0;
    Fatalf c0,h1c0; Fatalln h1c0; Output -,c0; Panic h1; Panicf .,h1; Panicln h1; Print h1c0;
    Printf c0,h1c0; Println h1c0`,
  'math/rand': `
    (*Rand).ExpFloat64 h1; (*Rand).Float32 h1; (*Rand).Float64 h1; (*Rand).Int h1;
    (*Rand).Int31 h1; (*Rand).Int31n h1,-; (*Rand).Int63 h1; (*Rand).Int63n h1,-;
    (*Rand).Intn h1,-; (*Rand).NormFloat64 h1; (*Rand).Perm h1,-; (*Rand).Read h1m0,m0;
    (*Rand).Seed h1m0,-; (*Rand).Shuffle h1,-,.; (*Rand).Uint32 h1; (*Rand).Uint64 h1;
    (*Zipf).Uint64 h2; (*rngSource).Int63 m0; (*rngSource).Seed m0,-; (*rngSource).Uint64 m0;
    (*runtimeSource).Int63 .; (*runtimeSource).Seed .,-; (*runtimeSource).Uint64 .; Read m0;
    Shuffle -,.`,
  'math/rand/v2': `
    (*ChaCha8).AppendBinary .,r0=0m0; (*ChaCha8).MarshalBinary .; (*ChaCha8).Read h0,m0;
    (*ChaCha8).UnmarshalBinary h0,.; (*PCG).AppendBinary .,r0=0m0; (*PCG).MarshalBinary .;
    (*PCG).Seed m0,-,-; (*PCG).Uint64 m0; (*PCG).UnmarshalBinary m0,.; (*Rand).ExpFloat64 h1;
    (*Rand).Float32 h1; (*Rand).Float64 h1; (*Rand).Int h1; (*Rand).Int32 h1; (*Rand).Int32N h1,-;
    (*Rand).Int64 h1; (*Rand).Int64N h1,-; (*Rand).IntN h1,-; (*Rand).NormFloat64 h1;
    (*Rand).Perm h1,-; (*Rand).Shuffle h1,-,.; (*Rand).Uint h1; (*Rand).Uint32 h1;
    (*Rand).Uint32N h1,-; (*Rand).Uint64 h1; (*Rand).Uint64N h1,-; (*Rand).UintN h1,-;
    (*Zipf).Uint64 h2; Shuffle -,.`,
  os: `
    (*File).Chdir h1; (*File).Chmod h1,-; (*File).Chown h1,-,-; (*File).Close h1; (*File).Fd h1;
    (*File).Name r0=2; (*File).Read h1,m0; (*File).ReadAt h1,m0,-; (*File).Seek h1,-,-;
    (*File).SetDeadline h1,.; (*File).SetReadDeadline h1,.; (*File).SetWriteDeadline h1,.;
    (*File).Stat h1; (*File).Sync h1; (*File).Truncate h1,-; (*File).Write h1,m0;
    (*File).WriteAt h1,m0,-; (*File).WriteString h1,m0; (*LinkError).Error h1;
    (*LinkError).Unwrap r0=1; (*Process).Release m0c0; (*Process).Signal h0,.;
    (*Process).WithHandle m0c0,.; (*ProcessState).ExitCode .; (*ProcessState).Exited .;
    (*ProcessState).Pid .; (*ProcessState).String .; (*ProcessState).Success .;
    (*ProcessState).Sys .; (*ProcessState).SysUsage r0=1; (*ProcessState).SystemTime .;
    (*ProcessState).UserTime .; (*Root).Chmod h1,h0,-; (*Root).Chown h1,h0,-,-;
    (*Root).Chtimes h1,h0,c0,c0; (*Root).Close h1; (*Root).Create h1,h0; (*Root).FS r0=0;
    (*Root).Lchown h1,h0,-,-; (*Root).Link h1c0,h0,h0; (*Root).Lstat h1,h0; (*Root).Mkdir h1,h0,-;
    (*Root).MkdirAll h1c0,h0,-; (*Root).Name r0=2; (*Root).Open h1,h0; (*Root).OpenFile h1,h0,-,-;
    (*Root).OpenRoot h1,h0; (*Root).ReadFile h1,h0; (*Root).Readlink h1,h0; (*Root).Remove h1,h0;
    (*Root).RemoveAll h1,h0; (*Root).Rename h1c0,h0,h0; (*Root).Stat h1,h0;
    (*Root).Symlink h1,h0,h0; (*Root).WriteFile h1,h0,m0,-; (*SyscallError).Error h1;
    (*SyscallError).Timeout h1; (*SyscallError).Unwrap r0=1; (*fileStat).IsDir .;
    (*fileStat).ModTime r0=1; (*fileStat).Mode .; (*fileStat).Name r0=1; (*fileStat).Size .;
    (*fileStat).Sys r0=0; (*rawConn).Control h2,.; (*rawConn).Read h2,.; (*rawConn).Write h2,.;
    (*root).Name r0=1; (*rootFS).Lstat h1,h0; (*rootFS).Open h1,h0; (*rootFS).ReadDir h1,h0;
    (*rootFS).ReadFile h1,h0; (*rootFS).ReadLink h1,h0; (*rootFS).Stat h1,h0;
    (*unixDirent).Info r0=1; (*unixDirent).IsDir .; (*unixDirent).Name r0=1; (*unixDirent).Type .;
    Chtimes h0,.,.; CopyFS c0,h0; CreateTemp .,h0; Expand h0,.; IsExist .; IsNotExist .;
    IsPermission .; SameFile .,.; StartProcess h0,m1c1,h1; WriteFile h0,m0,-; dirFS.Lstat .,h0;
    dirFS.Open .,h0; dirFS.ReadDir .,h0; dirFS.ReadFile .,h0; dirFS.ReadLink .,h0; dirFS.Stat .,h0;
    errSymlink.Error .; noReadFrom.ReadFrom -,.; noWriteTo.WriteTo -,.`,
  reflect: `
    (*MapIter).Key r0=2m1c1; (*MapIter).Next h1m0; (*MapIter).Reset m0,h0;
    (*MapIter).Value r0=2m1c1; (*ValueError).Error .; (*interfaceType).Method r0=1m0c0,-;
    (*interfaceType).MethodByName r0=1m0c0,.; (*interfaceType).NumMethod .; (*rtype).Align .;
    (*rtype).AssignableTo m0c0,h0; (*rtype).Bits m0c0; (*rtype).CanSeq m0c0; (*rtype).CanSeq2 m0c0;
    (*rtype).ChanDir m0c0; (*rtype).Comparable .; (*rtype).ConvertibleTo m0c0,h0;
    (*rtype).Elem r0=1m0c0; (*rtype).Field r0=1m0c0,-; (*rtype).FieldAlign .;
    (*rtype).FieldByIndex h0,.; (*rtype).FieldByName h0,.; (*rtype).FieldByNameFunc h0,.;
    (*rtype).Implements m0c0,h0; (*rtype).In r0=1m0c0,-; (*rtype).IsVariadic m0c0;
    (*rtype).Key r0=1m0c0; (*rtype).Kind .; (*rtype).Len m0c0; (*rtype).MethodByName h0,.;
    (*rtype).Name m0c0; (*rtype).NumField m0c0; (*rtype).NumIn m0c0; (*rtype).NumMethod .;
    (*rtype).NumOut m0c0; (*rtype).Out r0=1m0c0,-; (*rtype).OverflowComplex m0c0,-;
    (*rtype).OverflowFloat m0c0,-; (*rtype).OverflowInt m0c0,-; (*rtype).OverflowUint m0c0,-;
    (*rtype).PkgPath m0c0; (*rtype).Size .; (*rtype).String m0c0; (*structType).Field r0=1,-;
    (*structType).FieldByIndex h0,.; (*structType).FieldByName h0,.;
    (*structType).FieldByNameFunc h0,.; Append h0,h1; AppendSlice h0,m0c0; Copy m0c0,m0c0;
    FuncOf h1,h1,-; Indirect r0=0; Method.IsExported .; NewAt h0,r0=0; Select h1;
    StructField.IsExported .; StructOf h1; StructTag.Get r0=0m0c0,.; StructTag.Lookup r0=0m0c0,.;
    TypeOf .; Value.Addr r0=0; Value.Bool .; Value.Bytes r0=0; Value.Call h0,h1m0;
    Value.CallSlice h0,h1m0; Value.CanAddr .; Value.CanComplex .; Value.CanConvert m0c0,h0;
    Value.CanFloat .; Value.CanInt .; Value.CanInterface .; Value.CanSet .; Value.CanUint .;
    Value.Cap m0c0; Value.Close m0c0; Value.Complex .; Value.Elem r0=0; Value.Field r0=0,-;
    Value.FieldByIndex r0=0,.; Value.FieldByIndexErr r0=0,.; Value.FieldByName r0=0,.;
    Value.FieldByNameFunc r0=0,.; Value.Float .; Value.Grow m0c1,-; Value.Index r0=0,-;
    Value.Int .; Value.IsNil .; Value.IsValid .; Value.IsZero m0c0; Value.Kind .; Value.Len m0c0;
    Value.MapIndex m0c0,h0; Value.MapKeys .; Value.Method r0=0,-; Value.MethodByName r0=0,.;
    Value.NumField .; Value.NumMethod .; Value.OverflowComplex .,-; Value.OverflowFloat .,-;
    Value.OverflowInt .,-; Value.OverflowUint .,-; Value.Recv m0c0; Value.Send m0c0,h0;
    Value.SetBool m0,-; Value.SetBytes m0,h0; Value.SetCap m0,-; Value.SetComplex m0,-;
    Value.SetFloat m0,-; Value.SetInt m0,-; Value.SetIterKey h0,h1; Value.SetIterValue h0,h1;
    Value.SetLen m0,-; Value.SetMapIndex m0c0,h0,h0; Value.SetPointer m0,h0; Value.SetString m0,h0;
    Value.SetUint m0,-; Value.SetZero m0c0; Value.String r0=1; Value.TryRecv m0c0;
    Value.TrySend m0c0,h0; Value.Type .; Value.Uint .; Value.UnsafePointer r0=0; ValueOf r0=0;
    Zero r0=0m0c0`,
  runtime: `
    (*Func).Entry .; (*Func).FileLine .,-; (*Func).Name .; (*MemProfileRecord).InUseBytes .;
    (*MemProfileRecord).InUseObjects .; (*MemProfileRecord).Stack r0=0; (*PanicNilError).Error .;
    (*PanicNilError).RuntimeError .; (*Pinner).Pin h1m0,h0; (*Pinner).Unpin h1m0;
    (*StackRecord).Stack r0=0; (*TypeAssertionError).Error .; (*TypeAssertionError).RuntimeError .;
    Callers -,m0c0; GoroutineProfile m0; KeepAlive .; MemProfile m0,-; ReadMemStats m0c0;
    ThreadCreateProfile m0`,
  'runtime/debug': `(*BuildInfo).String h1; SetCrashOutput h1,-`,
  'runtime/metrics': `
    Value.Float64 .; Value.Float64Histogram r0=0; Value.Kind .; Value.Uint64 .`,
  slices: `(*xorshift).Next m0`,
  sort: `
    (*xorshift).Next m0; Find -,.; Float64Slice.Len .; Float64Slice.Less .,-,-;
    Float64Slice.Search .,-; Float64Slice.Swap m0,-,-; Float64s m0; Float64sAreSorted .;
    IntSlice.Len .; IntSlice.Less .,-,-; IntSlice.Search .,-; IntSlice.Swap m0,-,-; Ints m0;
    IntsAreSorted .; Search -,.; SearchFloat64s .,-; SearchInts .,-; SearchStrings .,.; Slice h0,.;
    SliceIsSorted m0c0,.; SliceStable h0,.; StringSlice.Len .; StringSlice.Less .,-,-;
    StringSlice.Search .,.; StringSlice.Swap m0,-,-; Strings m0; StringsAreSorted .`,
  strconv: `
    (*NumError).Error h1; (*NumError).Unwrap r0=1; AppendBool r0=0m0,-; AppendFloat r0=0m0,-,-,-,-;
    AppendInt r0=0m0,-,-; AppendQuote r0=0m0,.; AppendQuoteRune r0=0m0,-;
    AppendQuoteRuneToASCII r0=0m0,-; AppendQuoteRuneToGraphic r0=0m0,-;
    AppendQuoteToASCII r0=0m0,.; AppendQuoteToGraphic r0=0m0,.; AppendUint r0=0m0,-,-; Atoi .;
    CanBackquote .; ParseBool .; ParseComplex .,-; ParseFloat .,-; ParseInt .,-,-; ParseUint .,-,-;
    Quote .; QuoteToASCII .; QuoteToGraphic .; QuotedPrefix r0=0m0c0; Unquote r0=0m0c0;
    UnquoteChar r2=0,-`,
  strings: `
    (*Builder).Cap .; (*Builder).Grow m0,-; (*Builder).Len .; (*Builder).Reset m0;
    (*Builder).String r0=1; (*Builder).Write h1m0,.; (*Builder).WriteByte h1m0,-;
    (*Builder).WriteRune h1m0,-; (*Builder).WriteString h1m0,.; (*Reader).Len .;
    (*Reader).Read m0,m0; (*Reader).ReadAt .,m0,-; (*Reader).ReadByte m0; (*Reader).ReadRune m0;
    (*Reader).Reset m0,h0; (*Reader).Seek m0,-,-; (*Reader).Size .; (*Reader).UnreadByte m0;
    (*Reader).UnreadRune m0; (*Reader).WriteTo h1m0,h0; (*appendSliceWriter).Write h1m0,.;
    (*appendSliceWriter).WriteString h1m0,.; (*byteReplacer).Replace .,r0=0;
    (*byteStringReplacer).Replace m2c2,r0=0m0c0; (*byteStringReplacer).WriteString h1,h0,h0;
    (*genericReplacer).Replace h1,h0; (*genericReplacer).WriteString h1,h0,h0;
    (*singleStringReplacer).Replace .,r0=0; (*singleStringReplacer).WriteString h1,h0,h0; Clone .;
    Contains m0c0,m0c0; ContainsAny m0c0,m0c0; ContainsFunc .,.; ContainsRune m0c0,-;
    Count m0c0,m0c0; Cut r0=0r1=0m0c0,m0c0; CutPrefix r0=0,.; CutSuffix r0=0,.; EqualFold .,.;
    FieldsFunc h0,.; HasPrefix .,.; HasSuffix .,.; Index m0c0,m0c0; IndexAny m0c0,m0c0;
    IndexByte m0c0,-; IndexFunc .,.; IndexRune m0c0,-; Join r0=1,.; LastIndex .,.;
    LastIndexAny .,m0c0; LastIndexByte .,-; LastIndexFunc .,.; Map .,r0=0; NewReplacer h1;
    Repeat r0=0,-; Replace r0=0m0c0,m0c0,.,-; ReplaceAll r0=0m0c0,m0c0,.; Split h0,m0c0;
    SplitAfter h0,m0c0; SplitAfterN h0,m0c0,-; SplitN h0,m0c0,-; Title r0=0; ToLower r0=0;
    ToLowerSpecial .,r0=0; ToTitle r0=0; ToTitleSpecial .,r0=0; ToUpper r0=0;
    ToUpperSpecial .,r0=0; ToValidUTF8 r0=0,.; Trim r0=0,m0c0; TrimFunc r0=0,.; TrimLeft r0=0,m0c0;
    TrimLeftFunc r0=0,.; TrimPrefix r0=0,.; TrimRight r0=0,m0c0; TrimRightFunc r0=0,.;
    TrimSpace r0=0; TrimSuffix r0=0,.; stringWriter.WriteString h0,.`,
  sync: `
    (*Map).CompareAndDelete h0,.,.; (*Map).CompareAndSwap h0,h0,.,h0; (*Map).Delete h0,.;
    (*Map).Load h0,.; (*Map).LoadAndDelete h0,.; (*Map).Range h0,.; (*Mutex).TryLock m0c0;
    (*Once).Do h0,.; (*RWMutex).RLocker r0=0; (*RWMutex).TryRLock m0c0; (*noCopy).Lock .;
    (*noCopy).Unlock .`,
  'sync/atomic': `
    (*Bool).CompareAndSwap m0c0,-,-; (*Bool).Load m0c0; (*Bool).Store m0c0,-; (*Bool).Swap m0c0,-;
    (*Int32).Add m0c0,-; (*Int32).And m0c0,-; (*Int32).CompareAndSwap m0c0,-,-; (*Int32).Load m0c0;
    (*Int32).Or m0c0,-; (*Int32).Store m0c0,-; (*Int32).Swap m0c0,-; (*Int64).Add m0c0,-;
    (*Int64).And m0c0,-; (*Int64).CompareAndSwap m0c0,-,-; (*Int64).Load m0c0; (*Int64).Or m0c0,-;
    (*Int64).Store m0c0,-; (*Int64).Swap m0c0,-; (*Uint32).Add m0c0,-; (*Uint32).And m0c0,-;
    (*Uint32).CompareAndSwap m0c0,-,-; (*Uint32).Load m0c0; (*Uint32).Or m0c0,-;
    (*Uint32).Store m0c0,-; (*Uint32).Swap m0c0,-; (*Uint64).Add m0c0,-; (*Uint64).And m0c0,-;
    (*Uint64).CompareAndSwap m0c0,-,-; (*Uint64).Load m0c0; (*Uint64).Or m0c0,-;
    (*Uint64).Store m0c0,-; (*Uint64).Swap m0c0,-; (*Uintptr).Add m0c0,-; (*Uintptr).And m0c0,-;
    (*Uintptr).CompareAndSwap m0c0,-,-; (*Uintptr).Load m0c0; (*Uintptr).Or m0c0,-;
    (*Uintptr).Store m0c0,-; (*Uintptr).Swap m0c0,-; (*Value).CompareAndSwap h0,.,h0;
    (*noCopy).Lock .; (*noCopy).Unlock .; AddInt32 m0c0,-; AddInt64 m0c0,-; AddUint32 m0c0,-;
    AddUint64 m0c0,-; AddUintptr m0c0,-; AndInt32 m0c0,-; AndInt64 m0c0,-; AndUint32 m0c0,-;
    AndUint64 m0c0,-; AndUintptr m0c0,-; CompareAndSwapInt32 m0c0,-,-;
    CompareAndSwapInt64 m0c0,-,-; CompareAndSwapUint32 m0c0,-,-; CompareAndSwapUint64 m0c0,-,-;
    CompareAndSwapUintptr m0c0,-,-; LoadInt32 m0c0; LoadInt64 m0c0; LoadUint32 m0c0;
    LoadUint64 m0c0; LoadUintptr m0c0; OrInt32 m0c0,-; OrInt64 m0c0,-; OrUint32 m0c0,-;
    OrUint64 m0c0,-; OrUintptr m0c0,-; StoreInt32 m0c0,-; StoreInt64 m0c0,-; StoreUint32 m0c0,-;
    StoreUint64 m0c0,-; StoreUintptr m0c0,-; SwapInt32 m0c0,-; SwapInt64 m0c0,-; SwapUint32 m0c0,-;
    SwapUint64 m0c0,-; SwapUintptr m0c0,-`,
  testing: `
    (*B).Elapsed m1; (*B).ReportAllocs m0; (*B).ReportMetric .,-,h0; (*B).ResetTimer m0;
    (*B).SetBytes m0,-; (*B).SetParallelism m0,-; (*B).StartTimer m0; (*B).StopTimer m0;
    (*F).Add h1m0,h1; (*PB).Next m0c1; (*T).Deadline r0=2; (*common).Context r0=1;
    (*common).Error h0,h1; (*common).Errorf h0,.,h1; (*common).Fatal h0,h1;
    (*common).Fatalf h0,.,h1; (*common).Log h0,h1; (*common).Logf h0,.,h1; (*common).Name r0=1;
    (*common).Skip h0,h1; (*common).Skipf h0,.,h1; AllocsPerRun -,.;
    BenchmarkResult.AllocedBytesPerOp .; BenchmarkResult.AllocsPerOp .;
    BenchmarkResult.MemString .; BenchmarkResult.NsPerOp .; BenchmarkResult.String .;
    RegisterCover .; RunBenchmarks h0,h1; RunExamples h0,h1; RunTests h0,h1`,
  'text/tabwriter': `(*Writer).Init h1r0=0m0,h0,-,-,-,-,-; (*Writer).Write h0,.`,
  time: `
    (*Location).String r0=1; (*ParseError).Error .; (*Time).GobDecode m0,.;
    (*Time).UnmarshalBinary m0,.; (*Time).UnmarshalJSON m0,.; (*Time).UnmarshalText m0,.;
    (*parseDurationError).Error .; LoadLocationFromTZData h0,m0c0; Parse h0,.;
    ParseInLocation h0,.,h0; Since m0; Time.Add r0=0m0,-; Time.After .,.;
    Time.AppendBinary .,r0=0m0; Time.AppendFormat .,r0=0m0,.; Time.AppendText .,r0=0m0;
    Time.Before .,.; Time.Clock .; Time.Compare .,.; Time.Date .; Time.Day .; Time.Equal .,.;
    Time.Format .,.; Time.GoString .; Time.GobEncode .; Time.Hour .; Time.ISOWeek .;
    Time.In r0=0m0,h0; Time.IsDST .; Time.IsZero .; Time.Local r0=0m0; Time.Location r0=0;
    Time.MarshalBinary .; Time.MarshalJSON .; Time.MarshalText .; Time.Minute .; Time.Month .;
    Time.Nanosecond .; Time.Round r0=0m0,-; Time.Second .; Time.String .; Time.Sub .,m0;
    Time.Truncate r0=0m0,-; Time.UTC r0=0m0; Time.Unix .; Time.UnixMicro .; Time.UnixMilli .;
    Time.UnixNano .; Time.Weekday .; Time.Year .; Time.YearDay .; Time.Zone r0=1; Until .;
    fileSizeError.Error .`,
  unicode: `
    In -,.; Is .,-; IsOneOf .,-; SpecialCase.ToLower .,-; SpecialCase.ToTitle .,-;
    SpecialCase.ToUpper .,-`,
  'unicode/utf8': `
    AppendRune r0=0m0,-; DecodeLastRune .; DecodeLastRuneInString .; DecodeRune .;
    DecodeRuneInString .; EncodeRune m0,-; FullRune .; FullRuneInString .; RuneCount .;
    RuneCountInString .; Valid .; ValidString .`,
  unsafe: `Add r0=0,-; Slice r0=0,-; SliceData r0=0; String r0=0,-; StringData r0=0`,
};

const parsed = new Map<string, Map<string, readonly Leaks[]>>();

/** The tags of a function by link name (`strings.(*Builder).WriteString`); undefined: all leak. */
export function standardTags(sym: string): readonly Leaks[] | undefined {
  const dot = sym.indexOf('.', sym.lastIndexOf('/') + 1);
  const path = sym.slice(0, dot);
  let functions = parsed.get(path);
  if (functions === undefined) {
    functions = parsePackage(recorded[path] ?? '');
    parsed.set(path, functions);
  }
  return functions.get(sym.slice(dot + 1));
}

function parsePackage(text: string): Map<string, readonly Leaks[]> {
  const functions = new Map<string, readonly Leaks[]>();
  for (const entry of text.split(';')) {
    const [name, tags] = entry.trim().split(' ');
    if (name !== undefined && tags !== undefined) {
      functions.set(name, tags.split(',').map(parseLeaks));
    }
  }
  return functions;
}
