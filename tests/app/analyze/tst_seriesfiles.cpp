// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/anomalyfiles.h"
#include "app/analyze/changepointfiles.h"
#include "app/analyze/forecastfiles.h"
#include "app/analyze/seriesfiles.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace wf;

class SeriesFilesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        return file.fileName();
    }
private Q_SLOTS:
    void readsOneSeriesALine()
    {
        const auto all = app::readWideSeries(write(QStringLiteral("wide.csv"), "a,1,2.5,,4,NA\r\nb,7\n"));
        QVERIFY(all.ok());
        QCOMPARE(all->size(), std::size_t{2});
        QCOMPARE(all->front().values.front().size(), std::size_t{4});
        QVERIFY(std::isnan(all->front().values.front()[2]));
        QCOMPARE(all->back().name, QStringLiteral("b"));
    }
    void readsTimesInEveryFormTheCollectionsUse()
    {
        const auto one = app::readTimedSeries(write(QStringLiteral("t.csv"), "value,timestamp\n"
                                                                             "1,2014-02-14 14:30:00\n"
                                                                             "nan,2014-02-14T14:30:01Z\n"
                                                                             "3,1392388202\n"));
        QVERIFY2(one.ok(), one.ok() ? "" : qPrintable(one.error().summary));
        QCOMPARE(one->timesMs, (std::vector<qint64>{1392388200000, 1392388201000, 1392388202000}));
        QVERIFY(std::isnan(one->values[1]));
    }
    void saysWhatIsWrongWithAFile()
    {
        const auto none = app::readTimedSeries(m_folder.filePath(QStringLiteral("none.csv")));
        QVERIFY(!none.ok() && none.error().summary.contains(QStringLiteral("no such file")));
        const auto head = app::readTimedSeries(write(QStringLiteral("h.csv"), "a,b\n1,2\n"));
        QVERIFY(!head.ok() && head.error().summary.contains(QStringLiteral("timestamp and value")));
        const auto broken = app::readTextFile(write(QStringLiteral("x.csv.gz"), "not packed"));
        QVERIFY(!broken.ok());
    }
    void writesChangesOfEverySeries()
    {
        QByteArray text = "up";
        for (int i = 0; i < 100; ++i)
            text += i < 50 ? (i % 2 == 0 ? ",10" : ",11") : (i % 2 == 0 ? ",20" : ",21");
        const QString in = write(QStringLiteral("steps.csv"), text + "\nflat,1,1,1,1,1,1,1,1,1\n");
        const QString out = m_folder.filePath(QStringLiteral("out.json"));
        const auto done = app::analyzeChangePointFiles(in, out);
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().summary));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(file.readAll()).object();
        const auto up = json.value(QLatin1String("up")).toArray();
        QCOMPARE(up.size(), 1);
        QCOMPARE(up.at(0).toObject().value(QLatin1String("index")).toInt(), 50);
        QVERIFY(std::abs(up.at(0).toObject().value(QLatin1String("pct")).toDouble() - 95.2) < 5);
        QVERIFY(json.contains(QLatin1String("flat")));
        QVERIFY(json.value(QLatin1String("flat")).toArray().isEmpty());
    }
    void judgesEveryRowOfATreeOfSeries()
    {
        QTemporaryDir out;
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("tree/data/group")));
        QByteArray text = "timestamp,value\n";
        for (int i = 0; i < 400; ++i)
            text += QByteArray::number(1'700'000'000 + 300 * i) + (i == 399     ? ",900\n"
                                                                   : i % 2 == 0 ? ",10\n"
                                                                                : ",12\n");
        QVERIFY(!write(QStringLiteral("tree/data/group/a.csv"), text).isEmpty());
        const auto done = app::analyzeAnomalyFiles(m_folder.filePath(QStringLiteral("tree")), out.path());
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().summary));
        QFile file(out.filePath(QStringLiteral("group/a.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 401);
        QCOMPARE(lines.front(), QByteArray("timestamp,score,alert"));
        QVERIFY(lines.at(399).endsWith(",0"));
        QVERIFY(lines.back().startsWith("1700119700,") && lines.back().endsWith(",1"));
    }
    void aFolderNamedFromWhereTheProgramStartedIsRead()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("near/deep")));
        QVERIFY(!write(QStringLiteral("near/deep/a.csv"), "timestamp,value\n1,2\n2,3\n").isEmpty());
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder.path()));
        const auto done = app::analyzeAnomalyFiles(QStringLiteral("near"), QStringLiteral("far"));
        QVERIFY(QDir::setCurrent(before));
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().summary));
        QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("far/deep/a.csv"))));
    }
    void whateverASeriesHoldsScoresAreNumbersAndTheSameTwice()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("odd")));
        QByteArray wild = "timestamp,value\n", clock = wild, huge = wild;
        for (int i = 0; i < 600; ++i) {
            const char *odd[] = {"NaN", "inf", "-Infinity", "abc", "", "1e999"};
            wild += QByteArray::number(1'700'000'000 + 60 * (i % 7 == 3 ? i - 50 : i / 2 * 2)) + ',' +
                    (i % 5 == 0 ? QByteArray(odd[i / 5 % 6]) : QByteArray::number(i % 10)) + '\n';
            clock += QByteArray::number(60LL * (i < 300 ? i : i - 300'000'000)) + ',' + QByteArray::number(i % 9) + '\n';
            huge += QByteArray::number(60 * i) + (i % 2 == 0 ? ",1e308\n" : ",-1e308\n");
        }
        QVERIFY(!write(QStringLiteral("odd/wild.csv"), wild).isEmpty());
        QVERIFY(!write(QStringLiteral("odd/clock.csv"), clock).isEmpty());
        QVERIFY(!write(QStringLiteral("odd/huge.csv"), huge).isEmpty());
        QVERIFY(!write(QStringLiteral("odd/two.csv"), "timestamp,value\n0,1\n60,2\n").isEmpty());
        QVERIFY(!write(QStringLiteral("odd/none.csv"), "timestamp,value\n").isEmpty());
        QByteArray said[2];
        for (QByteArray &all : said) {
            QTemporaryDir out;
            const auto done = app::analyzeAnomalyFiles(m_folder.filePath(QStringLiteral("odd")), out.path());
            QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().summary));
            for (const char *name : {"wild", "clock", "huge", "two", "none"}) {
                const auto text = app::readTextFile(out.filePath(QString::fromLatin1(name) + QStringLiteral(".csv")));
                QVERIFY(text.ok() && !text->contains("nan") && !text->contains("inf"));
                all += *text;
            }
        }
        QCOMPARE(said[0], said[1]);
        QCOMPARE(said[0].count('\n'), 3 * 601 + 3 + 1);
    }
    void forecastsEveryLineOfAFile()
    {
        QTemporaryDir out;
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("tasks")));
        QByteArray line = "service";
        for (int i = 0; i < 24 * 14; ++i)
            line += ',' + QByteArray::number(i % 24 < 8 ? 10 : 50);
        QVERIFY(!write(QStringLiteral("tasks/train.csv"), line + "\nshort,1,2\n").isEmpty());
        QVERIFY(!write(QStringLiteral("tasks/meta.json"), "{\"period\": 24, \"horizon\": 24}").isEmpty());
        const auto done = app::analyzeForecastFiles(m_folder.filePath(QStringLiteral("tasks")), out.path());
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.error().summary));
        const auto middle = app::readWideSeries(out.filePath(QStringLiteral("middle.csv")));
        QVERIFY(middle.ok());
        const auto &values = middle->front().values.front();
        QCOMPARE(values.size(), std::size_t{24});
        QVERIFY(std::abs(values[0] - 10) < 1 && std::abs(values[12] - 50) < 1);
        const auto report = app::readTextFile(out.filePath(QStringLiteral("report.csv")));
        QVERIFY(report.ok() && report->contains("too few for a forecast"));
    }
    void aFolderWithoutSeriesIsSaidSo()
    {
        QTemporaryDir empty;
        const auto done = app::analyzeChangePointFiles(empty.path(), m_folder.filePath(QStringLiteral("o.json")));
        QVERIFY(!done.ok() && done.error().summary.contains(QStringLiteral("no series")));
    }
};

QTEST_APPLESS_MAIN(SeriesFilesTest)
#include "tst_seriesfiles.moc"
