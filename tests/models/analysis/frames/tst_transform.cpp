// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/frames/reducers.h"
#include "models/analysis/frames/transform.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::analysis;
using namespace Qt::StringLiterals;

namespace {

Frame table(const QString &refId, const QString &value, const QStringList &hosts, std::vector<double> values)
{
    Frame f;
    f.refId = refId;
    f.fields = {{u"Time"_s, FrameField::Time, {}, {}, std::vector<double>(values.size(), 1000), {}},
                {u"host"_s, FrameField::Text, {}, {}, {}, hosts},
                {value, FrameField::Number, {}, {}, std::move(values), {}}};
    return f;
}

QJsonObject options(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

// "host,Value #A | a,1 | b,2"
QString text(const std::vector<Frame> &frames)
{
    QStringList out;
    for (const Frame &f : frames) {
        QStringList lines, head;
        for (const FrameField &c : f.fields)
            head << c.display();
        lines << head.join(u',');
        for (std::size_t r = 0; r < f.rows(); ++r) {
            QStringList cells;
            for (const FrameField &c : f.fields)
                cells << c.textAt(r);
            lines << cells.join(u',');
        }
        out << lines.join(u" | "_s);
    }
    return out.join(u" || "_s);
}

} // namespace

class TransformTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void framesAreTransformed_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("how");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *id, const char *how, const char *result) {
            QTest::addRow("%s %.40s", id, how)
                << QString::fromLatin1(id) << QByteArray(how).replace('\'', '"') << QString::fromLatin1(result);
        };
        row("merge", "{}", "Time,host,Value #A,Value #B | 1000,a,1, | 1000,b,2,20 | 1000,c,,30");
        row("joinByField", "{'byField':'host'}",
            "host,Time,Value #A,Time,Value #B | a,1000,1,, | b,1000,2,1000,20 | c,,,1000,30");
        row("joinByField", "{'byField':'host','mode':'inner'}", "host,Time,Value #A,Time,Value #B | b,1000,2,1000,20");
        row("organize",
            "{'excludeByName':{'Time':true},'indexByName':{'Value #A':0,'host':1},'renameByName':{'host':'Host'}}",
            "Value #A,Host | 1,a | 2,b || Host,Value #B | b,20 | c,30");
        row("filterFieldsByName", "{'include':{'pattern':'/^(host|.*#A)$/'}}",
            "host,Value #A | a,1 | b,2 || host | b | c");
        row("filterByRefId", "{'include':{'options':'B'}}", "Time,host,Value #B | 1000,b,20 | 1000,c,30");
        row("renameByRegex", "{'regex':'Value #(.*)','renamePattern':'$1!'}",
            "Time,host,A! | 1000,a,1 | 1000,b,2 || Time,host,B! | 1000,b,20 | 1000,c,30");
        row("sortBy", "{'sort':[{'field':'host','desc':true}]}",
            "Time,host,Value #A | 1000,b,2 | 1000,a,1 || Time,host,Value #B | 1000,c,30 | 1000,b,20");
        row("groupBy",
            "{'fields':{'Time':{'operation':'groupby'},'Value #A':{'operation':'aggregate','aggregations':['sum']}}}",
            "Time,Value #A (sum) | 1000,3 || Time | 1000");
        row("reduce", "{'reducers':['max','mean']}", "Field,Max,Mean | Value #A,2,1.5 | Value #B,30,25");
        row("limit", "{'limitField':1}", "Time,host,Value #A | 1000,a,1 || Time,host,Value #B | 1000,b,20");
        row("filterByValue",
            "{'type':'exclude','match':'any','filters':[{'fieldName':'Value "
            "#A','config':{'id':'greater','options':{'value':1}}}]}",
            "Time,host,Value #A | 1000,a,1 || Time,host,Value #B | 1000,b,20 | 1000,c,30");
        row("calculateField",
            "{'mode':'binary','alias':'twice','binary':{'left':'Value #A','operator':'*','right':'2'}}",
            "Time,host,Value #A,twice | 1000,a,1,2 | 1000,b,2,4 || Time,host,Value #B,twice | 1000,b,20,0 | "
            "1000,c,30,0");
        row("seriesToRows", "{}",
            "Time,Metric,Value | 1000,Value #A,1 | 1000,Value #A,2 | 1000,Value #B,20 | 1000,Value #B,30");
        row("unheardOf", "{}",
            "Time,host,Value #A | 1000,a,1 | 1000,b,2 || Time,host,Value #B | 1000,b,20 | 1000,c,30");
    }
    void framesAreTransformed()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, how);
        const std::vector<Frame> frames{table(u"A"_s, u"Value #A"_s, {u"a"_s, u"b"_s}, {1, 2}),
                                        table(u"B"_s, u"Value #B"_s, {u"b"_s, u"c"_s}, {20, 30})};
        QTEST(text(transformed(frames, id, options(how))), "result");
    }

    void labelsBecomeFields()
    {
        Frame f;
        f.fields = {{u"Time"_s, FrameField::Time, {}, {}, {1, 2}, {}},
                    {u"up"_s, FrameField::Number, base::Labels{{"__name__", "up"}, {"job", "x"}}, {}, {0, 1}, {}}};
        QCOMPARE(text(transformed({f}, u"labelsToFields"_s, {})), u"Time,job,Value | 1,x,0 | 2,x,1"_s);
    }

    void reducersReduce_data()
    {
        QTest::addColumn<QString>("reducer");
        QTest::addColumn<double>("value");
        const auto row = [](const char *id, double v) { QTest::newRow(id) << QString::fromLatin1(id) << v; };
        row("lastNotNull", 4);
        row("last", std::nan(""));
        row("first", 1);
        row("min", 1);
        row("max", 6);
        row("mean", 3.5);
        row("sum", 14);
        row("count", 5);
        row("range", 5);
        row("diff", 3);
        row("delta", 9);
        row("median", 4);
        row("p99", 6);
        row("changeCount", 4);
        row("distinctCount", 4);
        row("allIsZero", 0);
        row("stdDev", std::sqrt(13.0 / 4));
    }
    void reducersReduce()
    {
        QFETCH(QString, reducer);
        QFETCH(double, value);
        const double got = reduced({1, 3, 6, 4, std::nan("")}, reducer);
        QVERIFY2(std::isnan(value) ? std::isnan(got) : got == value, qPrintable(QString::number(got)));
        QVERIFY(isReducer(reducer));
    }
};

QTEST_GUILESS_MAIN(TransformTest)
#include "tst_transform.moc"
