// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/net/authoriser.h"
#include "models/net/http.h"

#include <functional>

class QNetworkAccessManager;
class QThreadPool;

// One attempt of one request: three timers, redirects by hand, bounds, own decompression. GUI thread.
namespace wf::net {

struct TransferLimits {
    milliseconds connect{5'000};
    milliseconds idle{30'000};
    milliseconds deadline{60'000};
    qint64 maxBodyBytes = 256LL << 20;
    double maxCompressionRatio = 1200;
    bool compressOnLoopback = false;
    milliseconds askedFor{0}; // the deadline of the question, of which earlier tries may have used a part
};
[[nodiscard]] TransferLimits transferLimits(const HttpOptions &options);

struct TransferContext {
    QNetworkAccessManager *manager = nullptr; // null = one of its own
    QThreadPool *pool = nullptr;              // for bodies over 64 KiB
    const base::Clock &clock;
    TlsOptions tls;
    QString name; // of the source, for messages
};

// What the retry and breaker rules want to know beside the answer.
struct TransferFacts {
    bool firstByteSeen = false;
    bool truncated = false;
};
using TransferDone = std::function<void(base::Result<HttpResponse>, TransferFacts)>;

// Error statuses are answers here; errors are failures of the exchange. Never answers from inside the call.
[[nodiscard]] async::Request startTransfer(const TransferContext &context, const HttpRequest &request,
                                           const Credentials &credentials, const TransferLimits &limits,
                                           QObject *parent, TransferDone done);

} // namespace wf::net
