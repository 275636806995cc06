// Package list is a doubly linked list.
package list

// An Element is a place in a list.
type Element struct {
	// In a ring with the list's root, so that both ends are like all other places.
	next, prev *Element
	list       *List
	Value      any
}

// A List is a doubly linked list; zero is an empty one.
type List struct {
	root Element
	len  int
}

// Next and Prev give the neighbours, nil at the ends.
func (e *Element) Next() *Element {
	if e.list == nil || e.next == &e.list.root {
		return nil
	}
	return e.next
}

func (e *Element) Prev() *Element {
	if e.list == nil || e.prev == &e.list.root {
		return nil
	}
	return e.prev
}

// Init makes the list empty.
func (l *List) Init() *List {
	l.root.next, l.root.prev = &l.root, &l.root
	l.len = 0
	return l
}

// New gives an empty list.
func New() *List { return new(List).Init() }

// Len counts the elements.
func (l *List) Len() int { return l.len }

// Front and Back give the elements at the ends.
func (l *List) Front() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.next
}

func (l *List) Back() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.prev
}

func (l *List) ready() {
	if l.root.next == nil {
		l.Init()
	}
}

// link puts e behind at.
func link(e, at *Element) {
	e.prev, e.next = at, at.next
	e.prev.next, e.next.prev = e, e
}

func unlink(e *Element) {
	e.prev.next, e.next.prev = e.next, e.prev
}

func (l *List) insertValue(v any, at *Element) *Element {
	e := &Element{Value: v}
	link(e, at)
	e.list = l
	l.len++
	return e
}

func (l *List) move(e, at *Element) {
	if e != at {
		unlink(e)
		link(e, at)
	}
}

// Remove takes e out and gives its value.
func (l *List) Remove(e *Element) any {
	if e.list == l {
		unlink(e)
		e.next, e.prev, e.list = nil, nil, nil
		l.len--
	}
	return e.Value
}

// PushFront and PushBack put a new element at an end.
func (l *List) PushFront(v any) *Element {
	l.ready()
	return l.insertValue(v, &l.root)
}

func (l *List) PushBack(v any) *Element {
	l.ready()
	return l.insertValue(v, l.root.prev)
}

// InsertBefore and InsertAfter put a new element beside mark.
func (l *List) InsertBefore(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insertValue(v, mark.prev)
}

func (l *List) InsertAfter(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insertValue(v, mark)
}

// MoveToFront and its relatives move an element.
func (l *List) MoveToFront(e *Element) {
	if e.list == l && l.root.next != e {
		l.move(e, &l.root)
	}
}

func (l *List) MoveToBack(e *Element) {
	if e.list == l && l.root.prev != e {
		l.move(e, l.root.prev)
	}
}

func (l *List) MoveBefore(e, mark *Element) {
	if e.list == l && e != mark && mark.list == l {
		l.move(e, mark.prev)
	}
}

func (l *List) MoveAfter(e, mark *Element) {
	if e.list == l && e != mark && mark.list == l {
		l.move(e, mark)
	}
}

// PushBackList and PushFrontList put a copy of another list at an end.
func (l *List) PushBackList(other *List) {
	l.ready()
	e := other.Front()
	for range other.Len() {
		l.insertValue(e.Value, l.root.prev)
		e = e.Next()
	}
}

func (l *List) PushFrontList(other *List) {
	l.ready()
	e := other.Back()
	for range other.Len() {
		l.insertValue(e.Value, &l.root)
		e = e.Prev()
	}
}
