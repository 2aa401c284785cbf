// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/logql/linereader.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"

#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

#include <variant>
#include <vector>

namespace wf::tests {

// A Loki asked with plain requests; every call waits for its answer.
class LokiHttp {
public:
    using Answer = std::variant<signals::LogAnswer, signals::QueryAnswer>;
    explicit LokiHttp(QUrl url) : m_url(std::move(url)) {}

    // Empty, or what went wrong. Levels and trace ids are not sent: Loki finds its own.
    [[nodiscard]] QString push(const std::vector<signals::LogLine> &lines);
    [[nodiscard]] base::Result<Answer> queryRange(const QString &query, qint64 startNs, qint64 endNs, qint64 stepNs,
                                                  query::LineOrder order, int limit);
    [[nodiscard]] base::Result<Answer> queryInstant(const QString &query, qint64 timeNs);

private:
    [[nodiscard]] base::Result<Answer> ask(const QString &path, const QList<std::pair<QString, QString>> &parameters,
                                           query::LineOrder order);
    [[nodiscard]] std::pair<int, QByteArray> send(const QNetworkRequest &request, const QByteArray &body);

    QUrl m_url;
    QNetworkAccessManager m_network;
};

} // namespace wf::tests
