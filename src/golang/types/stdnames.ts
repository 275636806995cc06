/**
 * Names of Go 1.26's standard library: all packages, and the members of those that programs about
 * memory use most. They tell "not supported yet" from "undefined". Facts taken from the release's
 * own
 * list of its interface (api/*.txt); a test compares them where Go is present.
 */

const packagePaths = new Set(
  (
    'archive/tar archive/zip bufio bytes cmp compress/bzip2 compress/flate compress/gzip ' +
    'compress/lzw compress/zlib container/heap container/list container/ring context crypto ' +
    'crypto/aes crypto/cipher crypto/des crypto/dsa crypto/ecdh crypto/ecdsa crypto/ed25519 ' +
    'crypto/elliptic crypto/fips140 crypto/hkdf crypto/hmac crypto/hpke crypto/md5 ' +
    'crypto/mlkem crypto/mlkem/mlkemtest crypto/pbkdf2 crypto/rand crypto/rc4 crypto/rsa ' +
    'crypto/sha1 crypto/sha256 crypto/sha3 crypto/sha512 crypto/subtle crypto/tls ' +
    'crypto/x509 crypto/x509/pkix database/sql database/sql/driver debug/buildinfo ' +
    'debug/dwarf debug/elf debug/gosym debug/macho debug/pe debug/plan9obj embed encoding ' +
    'encoding/ascii85 encoding/asn1 encoding/base32 encoding/base64 encoding/binary ' +
    'encoding/csv encoding/gob encoding/hex encoding/json encoding/pem encoding/xml errors ' +
    'expvar flag fmt go/ast go/build go/build/constraint go/constant go/doc go/doc/comment ' +
    'go/format go/importer go/parser go/printer go/scanner go/token go/types go/version ' +
    'hash hash/adler32 hash/crc32 hash/crc64 hash/fnv hash/maphash html html/template image ' +
    'image/color image/color/palette image/draw image/gif image/jpeg image/png ' +
    'index/suffixarray io io/fs io/ioutil iter log log/slog log/syslog maps math math/big ' +
    'math/bits math/cmplx math/rand math/rand/v2 mime mime/multipart mime/quotedprintable ' +
    'net net/http net/http/cgi net/http/cookiejar net/http/fcgi net/http/httptest ' +
    'net/http/httptrace net/http/httputil net/http/pprof net/mail net/netip net/rpc ' +
    'net/rpc/jsonrpc net/smtp net/textproto net/url os os/exec os/signal os/user path ' +
    'path/filepath plugin reflect regexp regexp/syntax runtime runtime/cgo runtime/coverage ' +
    'runtime/debug runtime/metrics runtime/pprof runtime/trace slices sort strconv strings ' +
    'structs sync sync/atomic syscall testing testing/cryptotest testing/fstest ' +
    'testing/iotest testing/quick testing/slogtest testing/synctest text/scanner ' +
    'text/tabwriter text/template text/template/parse time unicode unicode/utf16 ' +
    'unicode/utf8 unique weak'
  ).split(' '),
);

const memberNames: Record<string, string> = {
  bufio:
    'ErrAdvanceTooFar ErrBadReadCount ErrBufferFull ErrFinalToken ErrInvalidUnreadByte ' +
    'ErrInvalidUnreadRune ErrNegativeAdvance ErrNegativeCount ErrTooLong MaxScanTokenSize ' +
    'NewReadWriter NewReader NewReaderSize NewScanner NewWriter NewWriterSize ReadWriter ' +
    'Reader ScanBytes ScanLines ScanRunes ScanWords Scanner SplitFunc Writer',
  bytes:
    'Buffer Clone Compare Contains ContainsAny ContainsFunc ContainsRune Count Cut ' +
    'CutPrefix CutSuffix Equal EqualFold ErrTooLarge Fields FieldsFunc FieldsFuncSeq ' +
    'FieldsSeq HasPrefix HasSuffix Index IndexAny IndexByte IndexFunc IndexRune Join ' +
    'LastIndex LastIndexAny LastIndexByte LastIndexFunc Lines Map MinRead NewBuffer ' +
    'NewBufferString NewReader Reader Repeat Replace ReplaceAll Runes Split SplitAfter ' +
    'SplitAfterN SplitAfterSeq SplitN SplitSeq Title ToLower ToLowerSpecial ToTitle ' +
    'ToTitleSpecial ToUpper ToUpperSpecial ToValidUTF8 Trim TrimFunc TrimLeft TrimLeftFunc ' +
    'TrimPrefix TrimRight TrimRightFunc TrimSpace TrimSuffix',
  cmp: 'Compare Less Or Ordered',
  'container/heap': 'Fix Init Interface Pop Push Remove',
  'container/list': 'Element List New',
  'container/ring': 'New Ring',
  context:
    'AfterFunc Background CancelCauseFunc CancelFunc Canceled Cause Context ' +
    'DeadlineExceeded WithCancel WithCancelCause WithDeadline WithDeadlineCause ' +
    'WithTimeout WithTimeoutCause WithValue WithoutCancel',
  errors: 'As AsType ErrUnsupported Is Join New Unwrap',
  flag:
    'Arg Args Bool BoolFunc BoolVar CommandLine ContinueOnError Duration DurationVar ' +
    'ErrHelp ErrorHandling ExitOnError Flag FlagSet Float64 Float64Var Func Getter Int ' +
    'Int64 Int64Var IntVar Lookup NArg NFlag NewFlagSet PanicOnError Parse Parsed ' +
    'PrintDefaults Set String StringVar TextVar Uint Uint64 Uint64Var UintVar UnquoteUsage ' +
    'Usage Value Var Visit VisitAll',
  fmt:
    'Append Appendf Appendln Errorf FormatString Formatter Fprint Fprintf Fprintln Fscan ' +
    'Fscanf Fscanln GoStringer Print Printf Println Scan ScanState Scanf Scanln Scanner ' +
    'Sprint Sprintf Sprintln Sscan Sscanf Sscanln State Stringer',
  io:
    'ByteReader ByteScanner ByteWriter Closer Copy CopyBuffer CopyN Discard EOF ' +
    'ErrClosedPipe ErrNoProgress ErrShortBuffer ErrShortWrite ErrUnexpectedEOF LimitReader ' +
    'LimitedReader MultiReader MultiWriter NewOffsetWriter NewSectionReader NopCloser ' +
    'OffsetWriter Pipe PipeReader PipeWriter ReadAll ReadAtLeast ReadCloser ReadFull ' +
    'ReadSeekCloser ReadSeeker ReadWriteCloser ReadWriteSeeker ReadWriter Reader ReaderAt ' +
    'ReaderFrom RuneReader RuneScanner SectionReader SeekCurrent SeekEnd SeekStart Seeker ' +
    'StringWriter TeeReader WriteCloser WriteSeeker WriteString Writer WriterAt WriterTo',
  iter: 'Pull Pull2 Seq Seq2',
  log:
    'Default Fatal Fatalf Fatalln Flags LUTC Ldate Llongfile Lmicroseconds Lmsgprefix ' +
    'Logger Lshortfile LstdFlags Ltime New Output Panic Panicf Panicln Prefix Print Printf ' +
    'Println SetFlags SetOutput SetPrefix Writer',
  maps: 'All Clone Collect Copy DeleteFunc Equal EqualFunc Insert Keys Values',
  math:
    'Abs Acos Acosh Asin Asinh Atan Atan2 Atanh Cbrt Ceil Copysign Cos Cosh Dim E Erf Erfc ' +
    'Erfcinv Erfinv Exp Exp2 Expm1 FMA Float32bits Float32frombits Float64bits ' +
    'Float64frombits Floor Frexp Gamma Hypot Ilogb Inf IsInf IsNaN J0 J1 Jn Ldexp Lgamma ' +
    'Ln10 Ln2 Log Log10 Log10E Log1p Log2 Log2E Logb Max MaxFloat32 MaxFloat64 MaxInt ' +
    'MaxInt16 MaxInt32 MaxInt64 MaxInt8 MaxUint MaxUint16 MaxUint32 MaxUint64 MaxUint8 Min ' +
    'MinInt MinInt16 MinInt32 MinInt64 MinInt8 Mod Modf NaN Nextafter Nextafter32 Phi Pi ' +
    'Pow Pow10 Remainder Round RoundToEven Signbit Sin Sincos Sinh SmallestNonzeroFloat32 ' +
    'SmallestNonzeroFloat64 Sqrt Sqrt2 SqrtE SqrtPhi SqrtPi Tan Tanh Trunc Y0 Y1 Yn',
  'math/bits':
    'Add Add32 Add64 Div Div32 Div64 LeadingZeros LeadingZeros16 LeadingZeros32 ' +
    'LeadingZeros64 LeadingZeros8 Len Len16 Len32 Len64 Len8 Mul Mul32 Mul64 OnesCount ' +
    'OnesCount16 OnesCount32 OnesCount64 OnesCount8 Rem Rem32 Rem64 Reverse Reverse16 ' +
    'Reverse32 Reverse64 Reverse8 ReverseBytes ReverseBytes16 ReverseBytes32 ReverseBytes64 ' +
    'RotateLeft RotateLeft16 RotateLeft32 RotateLeft64 RotateLeft8 Sub Sub32 Sub64 ' +
    'TrailingZeros TrailingZeros16 TrailingZeros32 TrailingZeros64 TrailingZeros8 UintSize',
  'math/cmplx':
    'Abs Acos Acosh Asin Asinh Atan Atanh Conj Cos Cosh Cot Exp Inf IsInf IsNaN Log Log10 ' +
    'NaN Phase Polar Pow Rect Sin Sinh Sqrt Tan Tanh',
  'math/rand':
    'ExpFloat64 Float32 Float64 Int Int31 Int31n Int63 Int63n Intn New NewSource NewZipf ' +
    'NormFloat64 Perm Rand Read Seed Shuffle Source Source64 Uint32 Uint64 Zipf',
  'math/rand/v2':
    'ChaCha8 ExpFloat64 Float32 Float64 Int Int32 Int32N Int64 Int64N IntN N New NewChaCha8 ' +
    'NewPCG NewZipf NormFloat64 PCG Perm Rand Shuffle Source Uint Uint32 Uint32N Uint64 ' +
    'Uint64N UintN Zipf',
  os:
    'Args Chdir Chmod Chown Chtimes Clearenv CopyFS Create CreateTemp DevNull DirEntry ' +
    'DirFS Environ ErrClosed ErrDeadlineExceeded ErrExist ErrInvalid ErrNoDeadline ' +
    'ErrNoHandle ErrNotExist ErrPermission ErrProcessDone Executable Exit Expand ExpandEnv ' +
    'File FileInfo FileMode FindProcess Getegid Getenv Geteuid Getgid Getgroups Getpagesize ' +
    'Getpid Getppid Getuid Getwd Hostname Interrupt IsExist IsNotExist IsPathSeparator ' +
    'IsPermission IsTimeout Kill Lchown Link LinkError LookupEnv Lstat Mkdir MkdirAll ' +
    'MkdirTemp ModeAppend ModeCharDevice ModeDevice ModeDir ModeExclusive ModeIrregular ' +
    'ModeNamedPipe ModePerm ModeSetgid ModeSetuid ModeSocket ModeSticky ModeSymlink ' +
    'ModeTemporary ModeType NewFile NewSyscallError O_APPEND O_CREATE O_EXCL O_RDONLY ' +
    'O_RDWR O_SYNC O_TRUNC O_WRONLY Open OpenFile OpenInRoot OpenRoot PathError ' +
    'PathListSeparator PathSeparator Pipe ProcAttr Process ProcessState ReadDir ReadFile ' +
    'Readlink Remove RemoveAll Rename Root SEEK_CUR SEEK_END SEEK_SET SameFile Setenv ' +
    'Signal StartProcess Stat Stderr Stdin Stdout Symlink SyscallError TempDir Truncate ' +
    'Unsetenv UserCacheDir UserConfigDir UserHomeDir WriteFile',
  reflect:
    'Append AppendSlice Array ArrayOf Bool BothDir Chan ChanDir ChanOf Complex128 Complex64 ' +
    'Copy DeepEqual Float32 Float64 Func FuncOf Indirect Int Int16 Int32 Int64 Int8 ' +
    'Interface Invalid Kind MakeChan MakeFunc MakeMap MakeMapWithSize MakeSlice Map MapIter ' +
    'MapOf Method New NewAt Pointer PointerTo Ptr PtrTo RecvDir Select SelectCase ' +
    'SelectDefault SelectDir SelectRecv SelectSend SendDir Slice SliceAt SliceHeader ' +
    'SliceOf String StringHeader Struct StructField StructOf StructTag Swapper Type ' +
    'TypeAssert TypeFor TypeOf Uint Uint16 Uint32 Uint64 Uint8 Uintptr UnsafePointer Value ' +
    'ValueError ValueOf VisibleFields Zero',
  runtime:
    'AddCleanup BlockProfile BlockProfileRecord Breakpoint CPUProfile Caller Callers ' +
    'CallersFrames Cleanup Compiler Error Frame Frames Func FuncForPC GC GOARCH GOMAXPROCS ' +
    'GOOS GOROOT Goexit GoroutineProfile Gosched KeepAlive LockOSThread MemProfile ' +
    'MemProfileRate MemProfileRecord MemStats MutexProfile NumCPU NumCgoCall NumGoroutine ' +
    'PanicNilError Pinner ReadMemStats ReadTrace SetBlockProfileRate SetCPUProfileRate ' +
    'SetCgoTraceback SetDefaultGOMAXPROCS SetFinalizer SetMutexProfileFraction Stack ' +
    'StackRecord StartTrace StopTrace ThreadCreateProfile TypeAssertionError UnlockOSThread ' +
    'Version',
  'runtime/debug':
    'BuildInfo BuildSetting CrashOptions FreeOSMemory GCStats Module ParseBuildInfo ' +
    'PrintStack ReadBuildInfo ReadGCStats SetCrashOutput SetGCPercent SetMaxStack ' +
    'SetMaxThreads SetMemoryLimit SetPanicOnFault SetTraceback Stack WriteHeapDump',
  slices:
    'All AppendSeq Backward BinarySearch BinarySearchFunc Chunk Clip Clone Collect Compact ' +
    'CompactFunc Compare CompareFunc Concat Contains ContainsFunc Delete DeleteFunc Equal ' +
    'EqualFunc Grow Index IndexFunc Insert IsSorted IsSortedFunc Max MaxFunc Min MinFunc ' +
    'Repeat Replace Reverse Sort SortFunc SortStableFunc Sorted SortedFunc SortedStableFunc ' +
    'Values',
  sort:
    'Find Float64Slice Float64s Float64sAreSorted IntSlice Interface Ints IntsAreSorted ' +
    'IsSorted Reverse Search SearchFloat64s SearchInts SearchStrings Slice SliceIsSorted ' +
    'SliceStable Sort Stable StringSlice Strings StringsAreSorted',
  strconv:
    'AppendBool AppendFloat AppendInt AppendQuote AppendQuoteRune AppendQuoteRuneToASCII ' +
    'AppendQuoteRuneToGraphic AppendQuoteToASCII AppendQuoteToGraphic AppendUint Atoi ' +
    'CanBackquote ErrRange ErrSyntax FormatBool FormatComplex FormatFloat FormatInt ' +
    'FormatUint IntSize IsGraphic IsPrint Itoa NumError ParseBool ParseComplex ParseFloat ' +
    'ParseInt ParseUint Quote QuoteRune QuoteRuneToASCII QuoteRuneToGraphic QuoteToASCII ' +
    'QuoteToGraphic QuotedPrefix Unquote UnquoteChar',
  strings:
    'Builder Clone Compare Contains ContainsAny ContainsFunc ContainsRune Count Cut ' +
    'CutPrefix CutSuffix EqualFold Fields FieldsFunc FieldsFuncSeq FieldsSeq HasPrefix ' +
    'HasSuffix Index IndexAny IndexByte IndexFunc IndexRune Join LastIndex LastIndexAny ' +
    'LastIndexByte LastIndexFunc Lines Map NewReader NewReplacer Reader Repeat Replace ' +
    'ReplaceAll Replacer Split SplitAfter SplitAfterN SplitAfterSeq SplitN SplitSeq Title ' +
    'ToLower ToLowerSpecial ToTitle ToTitleSpecial ToUpper ToUpperSpecial ToValidUTF8 Trim ' +
    'TrimFunc TrimLeft TrimLeftFunc TrimPrefix TrimRight TrimRightFunc TrimSpace TrimSuffix',
  sync:
    'Cond Locker Map Mutex NewCond Once OnceFunc OnceValue OnceValues Pool RWMutex ' + 'WaitGroup',
  'sync/atomic':
    'AddInt32 AddInt64 AddUint32 AddUint64 AddUintptr AndInt32 AndInt64 AndUint32 AndUint64 ' +
    'AndUintptr Bool CompareAndSwapInt32 CompareAndSwapInt64 CompareAndSwapPointer ' +
    'CompareAndSwapUint32 CompareAndSwapUint64 CompareAndSwapUintptr Int32 Int64 LoadInt32 ' +
    'LoadInt64 LoadPointer LoadUint32 LoadUint64 LoadUintptr OrInt32 OrInt64 OrUint32 ' +
    'OrUint64 OrUintptr Pointer StoreInt32 StoreInt64 StorePointer StoreUint32 StoreUint64 ' +
    'StoreUintptr SwapInt32 SwapInt64 SwapPointer SwapUint32 SwapUint64 SwapUintptr Uint32 ' +
    'Uint64 Uintptr Value',
  'text/tabwriter':
    'AlignRight Debug DiscardEmptyColumns Escape FilterHTML NewWriter StripEscape TabIndent ' +
    'Writer',
  time:
    'ANSIC After AfterFunc April August Date DateOnly DateTime December Duration February ' +
    'FixedZone Friday Hour January July June Kitchen Layout LoadLocation ' +
    'LoadLocationFromTZData Local Location March May Microsecond Millisecond Minute Monday ' +
    'Month Nanosecond NewTicker NewTimer November Now October Parse ParseDuration ' +
    'ParseError ParseInLocation RFC1123 RFC1123Z RFC3339 RFC3339Nano RFC822 RFC822Z RFC850 ' +
    'RubyDate Saturday Second September Since Sleep Stamp StampMicro StampMilli StampNano ' +
    'Sunday Thursday Tick Ticker Time TimeOnly Timer Tuesday UTC Unix UnixDate UnixMicro ' +
    'UnixMilli Until Wednesday Weekday',
  unicode:
    'ASCII_Hex_Digit Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan AzeriCase ' +
    'Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bidi_Control Bopomofo Brahmi Braille ' +
    'Buginese Buhid C Canadian_Aboriginal Carian CaseRange CaseRanges Categories ' +
    'CategoryAliases Caucasian_Albanian Cc Cf Chakma Cham Cherokee Chorasmian Cn Co Common ' +
    'Coptic Cs Cuneiform Cypriot Cypro_Minoan Cyrillic Dash Deprecated Deseret Devanagari ' +
    'Diacritic Digit Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic ' +
    'Ethiopic Extender FoldCategory FoldScript Georgian Glagolitic Gothic Grantha ' +
    'GraphicRanges Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo ' +
    'Hatran Hebrew Hex_Digit Hiragana Hyphen IDS_Binary_Operator IDS_Trinary_Operator ' +
    'Ideographic Imperial_Aramaic In Inherited Inscriptional_Pahlavi Inscriptional_Parthian ' +
    'Is IsControl IsDigit IsGraphic IsLetter IsLower IsMark IsNumber IsOneOf IsPrint ' +
    'IsPunct IsSpace IsSymbol IsTitle IsUpper Javanese Join_Control Kaithi Kannada Katakana ' +
    'Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi L LC Lao Latin ' +
    'Lepcha Letter Limbu Linear_A Linear_B Lisu Ll Lm Lo Logical_Order_Exception Lower ' +
    'LowerCase Lt Lu Lycian Lydian M Mahajani Makasar Malayalam Mandaic Manichaean Marchen ' +
    'Mark Masaram_Gondi MaxASCII MaxCase MaxLatin1 MaxRune Mc Me Medefaidrin Meetei_Mayek ' +
    'Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Mn Modi Mongolian Mro Multani ' +
    'Myanmar N Nabataean Nag_Mundari Nandinagari Nd New_Tai_Lue Newa Nko Nl No ' +
    'Noncharacter_Code_Point Number Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki ' +
    'Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian ' +
    'Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage Osmanya Other Other_Alphabetic ' +
    'Other_Default_Ignorable_Code_Point Other_Grapheme_Extend Other_ID_Continue ' +
    'Other_ID_Start Other_Lowercase Other_Math Other_Uppercase P Pahawh_Hmong Palmyrene ' +
    'Pattern_Syntax Pattern_White_Space Pau_Cin_Hau Pc Pd Pe Pf Phags_Pa Phoenician Pi Po ' +
    'Prepended_Concatenation_Mark PrintRanges Properties Ps Psalter_Pahlavi Punct ' +
    'Quotation_Mark Radical Range16 Range32 RangeTable Regional_Indicator Rejang ' +
    'ReplacementChar Runic S STerm Samaritan Saurashtra Sc Scripts Sentence_Terminal ' +
    'Sharada Shavian Siddham SignWriting SimpleFold Sinhala Sk Sm So Soft_Dotted Sogdian ' +
    'Sora_Sompeng Soyombo Space SpecialCase Sundanese Syloti_Nagri Symbol Syriac Tagalog ' +
    'Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu ' +
    'Terminal_Punctuation Thaana Thai Tibetan Tifinagh Tirhuta Title TitleCase To ToLower ' +
    'ToTitle ToUpper Toto TurkishCase Ugaritic Unified_Ideograph Upper UpperCase UpperLower ' +
    'Vai Variation_Selector Version Vithkuqi Wancho Warang_Citi White_Space Yezidi Yi Z ' +
    'Zanabazar_Square Zl Zp Zs',
  'unicode/utf8':
    'AppendRune DecodeLastRune DecodeLastRuneInString DecodeRune DecodeRuneInString ' +
    'EncodeRune FullRune FullRuneInString MaxRune RuneCount RuneCountInString RuneError ' +
    'RuneLen RuneSelf RuneStart UTFMax Valid ValidRune ValidString',
  unique: 'Handle Make',
  weak: 'Make Pointer',
};

/**
 * Methods and fields that our types of these packages do not have: by type, those of Go.
 */
const missingSelectors: Record<string, string> = {
  'bufio.Reader': 'Discard Reset WriteTo',
  'bufio.Writer': 'ReadFrom',
  'math/rand.Rand': 'ExpFloat64 NormFloat64',
  'os.File':
    'Chdir Chmod Chown ReadAt ReadDir ReadFrom Readdir Readdirnames Seek SetDeadline ' +
    'SetReadDeadline SetWriteDeadline Stat SyscallConn Truncate WriteAt WriteTo',
  'reflect.Method': 'IsExported',
  'reflect.StructField': 'Tag',
  'reflect.Type':
    'Bits CanSeq CanSeq2 ConvertibleTo FieldAlign FieldByIndex FieldByName FieldByNameFunc ' +
    'Fields Ins MethodByName Methods NumMethod Outs OverflowComplex OverflowFloat ' +
    'OverflowInt OverflowUint',
  'reflect.Value':
    'Addr Call CallSlice CanComplex CanConvert CanFloat CanInt CanUint Clear Close ' +
    'Comparable Convert Equal FieldByIndex FieldByIndexErr FieldByName FieldByNameFunc Fields Grow ' +
    'InterfaceData Method MethodByName Methods NumMethod OverflowComplex OverflowFloat ' +
    'OverflowInt OverflowUint Recv Send Seq Seq2 SetBytes SetCap SetComplex SetIterKey SetIterValue ' +
    'SetLen SetMapIndex SetPointer SetUint SetZero Slice Slice3 TryRecv TrySend UnsafeAddr',
  'time.Time':
    'AppendBinary AppendText GoString GobDecode GobEncode ISOWeek IsDST MarshalBinary ' +
    'MarshalJSON MarshalText UnmarshalBinary UnmarshalJSON UnmarshalText ZoneBounds',
};

const memberSets = new Map<string, ReadonlySet<string>>();

/** Whether Go has a standard package with this import path. */
export function isStandardPackage(path: string): boolean {
  return packagePaths.has(path);
}

/** Whether Go's package has an exported member of this name; false for packages not listed here. */
export function isStandardMember(path: string, name: string): boolean {
  let members = memberSets.get(path);
  if (members === undefined) {
    members = new Set((memberNames[path] ?? '').split(' '));
    memberSets.set(path, members);
  }
  return members.has(name);
}

/** Whether Go's type has a method or field of this name that ours does not have. */
export function isMissingSelector(path: string, type: string, name: string): boolean {
  return (missingSelectors[`${path}.${type}`] ?? '').split(' ').includes(name);
}
