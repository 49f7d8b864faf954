// Package prose turns a statement's text into HTML: paragraphs, headings, lists, quotations, emphasis and links of
// Markdown (CommonMark), and nothing else. Tags that somebody types are shown as they were typed, pictures are their
// description, links lead to http, https and mailto.
package prose

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// topHeading is the level of a text's first heading: below the page's h1. deepest is as far as levels go.
const (
	topHeading = 2
	deepest    = 4
)

// HTML renders a text. What comes out has passed an allow-list, whatever went in.
func HTML(source string) (string, error) {
	var out bytes.Buffer
	if err := converter().Convert([]byte(source), &out); err != nil {
		return "", fmt.Errorf("render text: %w", err)
	}
	return string(policy().SanitizeBytes(out.Bytes())), nil
}

// converter parses what a plain text means and no more: neither HTML nor indented code nor underlined headings, which
// people write without meaning them. Line ends are kept.
var converter = sync.OnceValue(func() goldmark.Markdown {
	blocks := []util.PrioritizedValue{
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(indented{parser.NewParagraphParser()}, 1000),
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	}
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...),
			parser.WithInlineParsers(inlines...),
			parser.WithASTTransformers(util.Prioritized(plainer{}, 100)),
		)),
		goldmark.WithRendererOptions(html.WithHardWraps()),
	)
})

// indented is a paragraph that may begin with blanks: there is no indented code that they could mean.
type indented struct{ parser.BlockParser }

// CanAcceptIndentedLine is goldmark's question.
func (indented) CanAcceptIndentedLine() bool { return true }

// policy is the allow-list behind the parser: a fault there would still let nothing through.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "hr", "h2", "h3", "h4")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnLinks(true)
	return p
})

// plainer puts headings under the page's own, in order, and the description of a picture in its place.
type plainer struct{}

// Transform is goldmark's hook after parsing.
func (plainer) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	above := topHeading - 1
	var pictures []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(n.Level+topHeading-1, above+1, deepest)
			above = n.Level
		case *ast.Image:
			pictures = append(pictures, n)
		}
		return ast.WalkContinue, nil
	})
	for _, picture := range pictures {
		unwrap(picture)
	}
}

// unwrap puts a node's children in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		parent.InsertBefore(parent, n, child)
	}
	parent.RemoveChild(parent, n)
}
