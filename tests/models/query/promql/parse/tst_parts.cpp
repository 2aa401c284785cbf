// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parts.h"

#include <QtTest/QtTest>

using namespace wf::query;
using namespace Qt::StringLiterals;

namespace {

// "k:sum k:by l:region m:up o:>= n:5"
QString partsOf(std::string_view text)
{
    static constexpr std::string_view letters = "kfmlnsoc";
    QStringList out;
    for (const PromqlPart &part : promqlParts(text))
        out << QChar::fromLatin1(letters[static_cast<std::size_t>(part.kind)]) + u":"_s +
                   QString::fromUtf8(text.substr(part.range.start, part.range.end - part.range.start).data(),
                                     static_cast<qsizetype>(part.range.end - part.range.start));
    return out.join(u' ');
}

} // namespace

class TestParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsNamesApart()
    {
        QCOMPARE(partsOf("sum by (region, service) (psp_pool_in_use) / pool:max >= 0.95"),
                 u"k:sum k:by l:region l:service m:psp_pool_in_use o:/ m:pool:max o:>= n:0.95"_s);
        QCOMPARE(
            partsOf("rate(errors_total{job=~\"a.*\", by='x'}[5m] offset 1h) and on (job) up"),
            u"f:rate m:errors_total l:job o:=~ s:\"a.*\" l:by o:= s:'x' n:5m k:offset n:1h k:and k:on l:job m:up"_s);
    }

    void commentsAreSeenWhereverTheyStand()
    {
        QCOMPARE(partsOf("# first\nup # \"not a string\"\n> 0 # last"),
                 u"c:# first m:up c:# \"not a string\" o:> n:0 c:# last"_s);
        QCOMPARE(partsOf("{a=\"#\"}"), u"l:a o:= s:\"#\""_s);
    }

    void whatCannotBeReadEndsIt()
    {
        QCOMPARE(partsOf("up > \"open"), u"m:up o:>"_s);
        QCOMPARE(partsOf(""), QString());
    }
};

QTEST_GUILESS_MAIN(TestParts)
#include "tst_parts.moc"
