// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/language/functiondocs.h"
#include "models/engine/explore/language/metricnames.h"
#include "models/engine/explore/language/syntax.h"
#include "models/engine/explore/language/textplaces.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;
using signals::SyntaxKind;

namespace {
// "rate=Function [=…" as text: what is coloured, in order.
QString shown(const QString &text)
{
    static const QStringList names{u"plain"_s, u"keyword"_s, u"function"_s, u"string"_s, u"number"_s,
                                   u"label"_s, u"op"_s,      u"comment"_s,  u"error"_s};
    QStringList out;
    for (const auto &span : engine::promqlSpans(text))
        out << text.mid(span.start, span.length) + u'=' + names[static_cast<int>(span.kind)];
    return out.join(u' ');
}
} // namespace

class TestSyntax : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void coloursWhatStandsWhere()
    {
        QCOMPARE(
            shown(u"sum by (region) (rate(x{job=\"a\"}[5m])) > 3"_s),
            QString(u"sum=keyword by=keyword region=label rate=function job=label ==op \"a\"=string 5m=number >=op "_s
                    u"3=number"_s));
    }

    void keywordsInsideBracesAreLabels()
    {
        QCOMPARE(shown(u"x{by=\"1\"}"_s), u"by=label ==op \"1\"=string"_s);
        QCOMPARE(shown(u"a / on (offset) b"_s), u"/=op on=keyword offset=label"_s);
    }

    void aMetricMayBeCalledAsAnAggregation() { QCOMPARE(shown(u"sum + count(x)"_s), u"+=op count=keyword"_s); }

    void halfWrittenTextIsColouredUpToWhereItBreaks()
    {
        QCOMPARE(shown(u"rate(x{job=\"a"_s), u"rate=function job=label ==op"_s);
    }

    void commentsAreFound() { QCOMPARE(shown(u"x # rate(y)\n+ 1"_s), u"# rate(y)=comment +=op 1=number"_s); }

    void placesCountAsQStringDoes()
    {
        const QString text = u"x{a=\"äß\U0001F600\",b=\"c\"}"_s;
        QVERIFY(shown(text).endsWith(u"b=label ==op \"c\"=string"_s));
        const engine::TextPlaces places(text);
        for (int i = 0; i <= text.size(); ++i)
            if (i == text.size() || !text[i].isLowSurrogate())
                QCOMPARE(places.place(places.byteAt(i)), i);
    }

    void placeholdersAreDurations()
    {
        QCOMPARE(shown(u"rate(x[$__rate_interval])"_s).section(u' ', 0, 0), u"rate=function"_s);
        QVERIFY(!engine::promqlError(u"rate(x[$__rate_interval]) + sum_over_time(y[${__range}])"_s));
    }

    void errorsStandAtTheirPlace()
    {
        const auto error = engine::promqlError(u"sum(rate(x))"_s);
        QVERIFY(error);
        QCOMPARE(u"sum(rate(x))"_s.mid(error->start, error->length), u"x"_s);
        QVERIFY2(error->message.contains(u"range vector"_s), qPrintable(error->message));
        QVERIFY(!engine::promqlError(u"   "_s));
        QVERIFY(engine::promqlError(u"sum("_s)->start >= 3);
    }

    void laysOutAndKeepsPlaceholders()
    {
        const auto text =
            engine::formattedPromql(u"sum by (region,version)(rate(psp_pool_wait_seconds_sum{service=\"payment\"}"_s
                                    u"[$__rate_interval]))/sum(rate(psp_pool_wait_seconds_count[5m]))"_s,
                                    60);
        QVERIFY2(text.ok(), qPrintable(text ? QString() : text.error().summary));
        QVERIFY(text->contains(u'\n'));
        QVERIFY(text->contains(u"[$__rate_interval]"_s));
        QCOMPARE(*engine::formattedPromql(*text, 60), *text);
    }

    void findsMetricsInEveryPlace()
    {
        using engine::metricsInQuery;
        QCOMPARE(metricsInQuery(u"sum(rate(b_total[5m])) / a > 2 unless on (x) {__name__=\"c.d\"} or a"_s),
                 (QStringList{u"b_total"_s, u"a"_s, u"c.d"_s}));
        QCOMPARE(metricsInQuery(u"rate(b[$__rate_interval])"_s), QStringList{u"b"_s});
        QCOMPARE(metricsInQuery(u"{__name__=~\"a|b\"}"_s), QStringList());
        QCOMPARE(metricsInQuery(u"sum(rate(b[5m])) > 2 unless on (x) a[1h:1m]"_s),
                 QStringList()); // a range where a vector is needed: nothing is claimed
    }

    void willNotLoseComments()
    {
        const auto text = engine::formattedPromql(u"x # why\n+ 1"_s);
        QVERIFY(!text.ok());
        QVERIFY(text.error().summary.contains(u"comments"_s));
        QVERIFY(engine::formattedPromql(u"x{a=\"#\"}"_s).ok());
    }

    void everyFunctionAndAggregationIsExplained()
    {
        for (const auto &function : query::allFunctions())
            QVERIFY2(!engine::functionDoc(function.name).isEmpty(), std::string(function.name).c_str());
        for (int i = 0; i <= static_cast<int>(query::AggregateOp::LimitRatio); ++i)
            QVERIFY(!engine::aggregationDoc(static_cast<query::AggregateOp>(i)).isEmpty());
        QCOMPARE(engine::functionSignature(*query::findFunction("rate")), u"range vector → instant vector"_s);
    }
};

QTEST_GUILESS_MAIN(TestSyntax)
#include "tst_syntax.moc"
