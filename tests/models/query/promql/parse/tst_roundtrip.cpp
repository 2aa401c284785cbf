// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parse.h"
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

using namespace wf;

namespace {

// Grafana puts values in the place of its variables before a server sees the query. Inside of strings "x" will do, in
// brackets a duration; elsewhere `other` is tried.
QString withoutVariables(const QString &query, QLatin1StringView other)
{
    static const QRegularExpression variable(QStringLiteral(R"(\$\{[^}]*\}|\$\w+|\[\[\w+(?::\w+)?\]\])"));
    static const QRegularExpression behindOffset(QStringLiteral(R"(\boffset\s*[-+(]*$)"));
    QString out;
    qsizetype from = 0;
    QChar quote;
    for (auto it = variable.globalMatch(query); it.hasNext();) {
        const auto match = it.next();
        for (qsizetype i = from; i < match.capturedStart(); ++i) {
            const QChar c = query[i];
            if (quote.isNull() && c == u'#')
                i = std::min(query.indexOf(u'\n', i) & std::numeric_limits<qsizetype>::max(), match.capturedStart());
            else if (quote.isNull() && (c == u'"' || c == u'\'' || c == u'`'))
                quote = c;
            else if (c == quote && (c == u'`' || query[i - 1] != u'\\'))
                quote = QChar();
        }
        out += QStringView(query).mid(from, match.capturedStart() - from);
        const bool isInBrackets = out.lastIndexOf(u'[') > out.lastIndexOf(u']');
        const bool isOffset = behindOffset.match(out).hasMatch();
        out += !quote.isNull() ? QLatin1StringView("x") : isInBrackets || isOffset ? QLatin1StringView("5m") : other;
        from = match.capturedEnd();
    }
    return out + QStringView(query).mid(from);
}

// The first form that parses; null when none does.
query::ExprPtr parsedSomehow(const QString &raw, QString &error)
{
    for (const char *other : {"v", "1", "5m", "x=\"y\""}) {
        const auto parsed = query::parsePromql(withoutVariables(raw, QLatin1StringView(other)).toStdString(),
                                               query::ParseOptions::everything());
        if (parsed)
            return *parsed;
        if (error.isEmpty())
            error = parsed.error().summary;
    }
    return nullptr;
}

// Queries that are no PromQL, with the reason; Prometheus refuses them as well.
bool isKnownToBeWrong(const QString &query)
{
    static const QStringList fragments{
        QStringLiteral("holt_winters("),                     // renamed by Prometheus 3
        QStringLiteral("sum(sum(kube_pxc_"),                 // sum() of three arguments
        QStringLiteral("sum(kube_pxc_"),                     //
        QStringLiteral("job=~\"$broker\"})[30s]"),           // a range of a call
        QStringLiteral("sum(rate(pulsar_storage_lakehouse"), // rate() without a range
    };
    return query == QLatin1StringView("{}") ||
           std::ranges::any_of(fragments, [&](const QString &f) { return query.contains(f); });
}

} // namespace

class tst_RoundTrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void everyQueryOfTheDashboards();
};

void tst_RoundTrip::everyQueryOfTheDashboards()
{
    WF_REQUIRE_CORPUS(folder, "api-fixtures/queries");
    QFile file(folder + QStringLiteral("/promql.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(!all.isEmpty());
    int refused = 0;
    for (const auto &entry : all) {
        const QString raw = entry.toObject().value(QLatin1String("query")).toString();
        QString error;
        const query::ExprPtr parsed = parsedSomehow(raw, error);
        if (!parsed) {
            ++refused;
            QVERIFY2(isKnownToBeWrong(raw), qPrintable(error + u'\n' + raw));
            continue;
        }
        for (const std::string &once : {query::printPromql(*parsed), query::prettyPromql(*parsed, 40)}) {
            const auto again = query::parsePromql(once, query::ParseOptions::everything());
            QVERIFY2(again, once.c_str());
            QCOMPARE(query::printPromql(**again), query::printPromql(*parsed));
        }
    }
    QVERIFY(refused <= 20);
}

QTEST_APPLESS_MAIN(tst_RoundTrip)
#include "tst_roundtrip.moc"
