package awsclient

import (
	"context"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// stockDecoder is the step of the SDK's middleware that turns an answer into
// structs.
const stockDecoder = "OperationDeserializer"

// swapped takes the place of the SDK's decoder of DescribeImages. Signing,
// retries, endpoints and errors stay the SDK's, and so does decoding whatever
// is not a plain page of images.
type swapped struct {
	stock  middleware.DeserializeMiddleware
	tokens chan struct{} // one for each page that may be decoded at once
	words  *words
	page   imagePage
	taken  bool // page holds the answer; the SDK's output is empty
}

// into puts the decoder into a request's middleware. An SDK that names the
// step otherwise keeps its own decoder.
func (d *swapped) into(stack *middleware.Stack) error {
	if _, found := stack.Deserialize.Get(stockDecoder); found {
		stock, err := stack.Deserialize.Swap(stockDecoder, d)
		d.stock = stock
		return err
	}
	return nil
}

// ID implements the SDK's middleware: the name of the step it stands for.
func (d *swapped) ID() string { return stockDecoder }

// HandleDeserialize implements the SDK's middleware. The network is waited for
// first; then a token, so that pages of many regions at once leave a processor
// to the keys.
func (d *swapped) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	middleware.DeserializeOutput, middleware.Metadata, error,
) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	d.taken = false
	select {
	case d.tokens <- struct{}{}:
		defer func() { <-d.tokens }()
	case <-ctx.Done():
		return out, metadata, ctx.Err()
	}
	if resp, ok := out.RawResponse.(*smithyhttp.Response); ok && err == nil && resp.StatusCode == http.StatusOK {
		if body, ok := resp.Body.(*heldBody); ok {
			if d.page, d.taken = decodeImages(body.all, d.words); d.taken {
				body.release()
				out.Result = &ec2.DescribeImagesOutput{NextToken: d.page.next}
				return out, metadata, nil
			}
		}
	}
	return d.stock.HandleDeserialize(ctx, in, received{out, metadata, err})
}

// received is an answer that is there already, for the stock decoder.
type received struct {
	out      middleware.DeserializeOutput
	metadata middleware.Metadata
	err      error
}

// HandleDeserialize implements the SDK's handler.
func (r received) HandleDeserialize(context.Context, middleware.DeserializeInput) (middleware.DeserializeOutput, middleware.Metadata, error) {
	return r.out, r.metadata, r.err
}
