// Contexts, random numbers with a seed, buffered input and output.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"strings"
	"time"
)

type key string

func contexts() {
	ctx, cancel := context.WithCancel(context.Background())
	child, stop := context.WithCancelCause(ctx)
	value := context.WithValue(child, key("k"), 7)
	fmt.Println(ctx, child.Err(), value.Value(key("k")), value.Value(key("x")), context.TODO())
	done := make(chan string)
	go func() {
		<-value.Done()
		done <- "done"
	}()
	cancel()
	fmt.Println(<-done, ctx.Err(), value.Err(), context.Cause(value))
	stop(errors.New("late"))
	fmt.Println(context.Cause(child))
	ctx, cancel = context.WithTimeout(context.Background(), 5*time.Millisecond)
	_, has := ctx.Deadline()
	select {
	case <-ctx.Done():
		fmt.Println(has, ctx.Err(), errors.Is(ctx.Err(), context.DeadlineExceeded))
	case <-time.After(time.Hour):
		fmt.Println("too late")
	}
	cancel()
	ctx, stop = context.WithCancelCause(context.Background())
	stop(errors.New("because"))
	fmt.Println(ctx.Err(), context.Cause(ctx), context.WithoutCancel(ctx).Err())
	late, cancel := context.WithDeadline(ctx, time.Now().Add(-time.Second))
	fmt.Println(late.Err())
	cancel()
}

func random() {
	for _, seed := range []int64{0, 1, 42, -7, 1 << 40} {
		r := rand.New(rand.NewSource(seed))
		fmt.Println(r.Int(), r.Intn(10), r.Intn(1000), r.Int31n(7), r.Int63n(1e15), r.Uint32(), r.Uint64(), r.Float64(), r.Float32(), r.Perm(8))
		s := []int{1, 2, 3, 4, 5, 6, 7, 8}
		r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		p := make([]byte, 9)
		r.Read(p)
		fmt.Println(s, p)
	}
	n := rand.Intn(10)
	fmt.Println(n >= 0 && n < 10, rand.Float64() < 1, len(rand.Perm(3)))
}

func buffered() {
	w := bufio.NewWriterSize(os.Stdout, 16)
	for i := range 10 {
		fmt.Fprintf(w, "number %d, ", i)
	}
	w.WriteByte('|')
	w.WriteRune('世')
	w.WriteString(strings.Repeat("long ", 10))
	fmt.Fprintln(w, w.Buffered(), w.Available(), w.Size())
	w.Flush()
	text := "first line\nsecond\r\n\nlast without end"
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		fmt.Printf("%q ", lines.Text())
	}
	fmt.Println(lines.Err())
	words := bufio.NewScanner(strings.NewReader(" a  bb\tccc\u2003é\n"))
	words.Split(bufio.ScanWords)
	for words.Scan() {
		fmt.Printf("%q ", words.Text())
	}
	fmt.Println()
	runes := bufio.NewScanner(strings.NewReader("aé\xff世"))
	runes.Split(bufio.ScanRunes)
	for runes.Scan() {
		fmt.Printf("%q ", runes.Text())
	}
	fmt.Println()
	short := bufio.NewScanner(strings.NewReader(strings.Repeat("x", 100)))
	short.Buffer(make([]byte, 0, 8), 16)
	fmt.Println(short.Scan(), short.Err())
	r := bufio.NewReaderSize(strings.NewReader(text), 16)
	s, err := r.ReadString('\n')
	fmt.Printf("%q %v ", s, err)
	c, _ := r.ReadByte()
	r.UnreadByte()
	p, err := r.Peek(3)
	fmt.Printf("%q %q %v ", c, p, err)
	x, n, err := r.ReadRune()
	fmt.Println(x, n, err, r.UnreadRune(), r.UnreadRune())
	for {
		line, prefix, err := r.ReadLine()
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Printf("%q %v ", line, prefix)
	}
}

func main() {
	contexts()
	random()
	buffered()
}
