// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/labels.h"
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <random>

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_Labels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void fingerprintsAreAlertmanagersOwn();
    void pairsAreSortedAndTheLastOfANameWins();
    void emptyValuesAreAbsent();
    void whateverTheOrderTheyAreTheSame();
    void equalSetsAreEqualHoweverTheyWereMade();
    void subsetsAreFound();
    void literalsAreEscaped();
    void escapedExpressionsMatchThemselves();
};

void tst_Labels::fingerprintsAreAlertmanagersOwn()
{
    WF_REQUIRE_CORPUS(folder, "api-fixtures");
    int compared = 0;
    for (const auto *server : {"alertmanager-0.25", "alertmanager-0.33"}) {
        for (const auto &info :
             QDir(folder + u'/' + QString::fromLatin1(server)).entryInfoList({u"alerts*.body.json"_s})) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const auto &value : QJsonDocument::fromJson(file.readAll()).array()) {
                const auto alert = value.toObject();
                const auto object = alert.value(u"labels"_s).toObject();
                if (!alert.contains(u"fingerprint"_s))
                    continue;
                std::vector<Labels::Pair> pairs;
                for (auto it = object.begin(); it != object.end(); ++it)
                    pairs.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
                const QString ours =
                    QString::number(Labels(std::move(pairs)).fingerprint(), 16).rightJustified(16, u'0');
                QCOMPARE(ours, alert.value(u"fingerprint"_s).toString());
                ++compared;
            }
        }
    }
    QVERIFY(compared >= 50);
}

void tst_Labels::pairsAreSortedAndTheLastOfANameWins()
{
    const Labels labels{{"b", "1"}, {"a", "2"}, {"b", "3"}};
    QCOMPARE(labels.toString(), u"{a=\"2\", b=\"3\"}"_s);
    QCOMPARE(Labels({{"__name__", "up"}, {"job", "x"}}).toString(), u"up{job=\"x\"}"_s);
    QCOMPARE(Labels({{"__name__", "up"}}).toString(), u"up"_s);
    QCOMPARE(Labels().toString(), u"{}"_s);
}

void tst_Labels::whateverTheOrderTheyAreTheSame()
{
    std::mt19937 random(2);
    for (int round = 0; round < 2000; ++round) {
        std::vector<Labels::Pair> pairs;
        for (const char *name : {"a", "b", "c", "d"})
            if (random() % 3 != 0)
                pairs.emplace_back(name, random() % 5 == 0 ? "" : std::to_string(random() % 3));
        if (random() % 4 == 0 && !pairs.empty())
            pairs.insert(pairs.begin() + static_cast<std::ptrdiff_t>(random() % pairs.size()), {"b", "twice"});
        std::map<std::string, std::string> wanted;
        for (const auto &[name, value] : pairs)
            wanted[name] = value;
        std::erase_if(wanted, [](const auto &pair) { return pair.second.empty(); });
        const Labels labels(pairs);
        QVERIFY(std::ranges::equal(
            labels, wanted, [](const auto &a, const auto &b) { return a.first == b.first && a.second == b.second; }));
        QCOMPARE(labels, Labels(std::vector<Labels::Pair>(wanted.begin(), wanted.end())));
        QCOMPARE(labels.isEmpty(), wanted.empty());
    }
}

void tst_Labels::emptyValuesAreAbsent()
{
    const Labels labels{{"a", ""}, {"b", "1"}};
    QVERIFY(!labels.has("a"));
    QCOMPARE(labels, Labels({{"b", "1"}}));
    QVERIFY(labels.with("b", "").isEmpty());
    QCOMPARE(Labels({{"a", ""}}).fingerprint(), Labels().fingerprint());
}

void tst_Labels::equalSetsAreEqualHoweverTheyWereMade()
{
    const Labels a{{"x", "1"}, {"y", "2"}};
    const Labels b = Labels({{"y", "2"}}).with("x", "1");
    QCOMPARE(a, b);
    QCOMPARE(a.hash(), b.hash());
    QCOMPARE(a.without({"y"}), a.keeping({"x"}));
    QVERIFY(a != a.with("z", "3"));
    QVERIFY((a <=> b) == std::strong_ordering::equal);
    QVERIFY(Labels({{"a", "1"}}) < Labels({{"a", "2"}}));
}

void tst_Labels::subsetsAreFound()
{
    const Labels all{{"a", "1"}, {"b", "2"}};
    QVERIFY(all.containsAll({}));
    QVERIFY(all.containsAll({{"b", "2"}}));
    QVERIFY(!all.containsAll({{"b", "3"}}));
    QVERIFY(!all.containsAll({{"c", "1"}}));
}

void tst_Labels::literalsAreEscaped()
{
    QCOMPARE(quoted(u"a\"b\\c\nd\te\x01"_s), u"\"a\\\"b\\\\c\\nd\\te\\x01\""_s);
    QCOMPARE(quoted(u"支付"_s), u"\"支付\""_s);
}

void tst_Labels::escapedExpressionsMatchThemselves()
{
    const std::string hostile = R"(a.b*c+(d)|[e]{f}^$\?)";
    QVERIFY(re2::RE2::FullMatch(hostile, regexEscaped(hostile)));
    QVERIFY(!re2::RE2::FullMatch("aXb", regexEscaped("a.b")));
}

QTEST_GUILESS_MAIN(tst_Labels)
#include "tst_labels.moc"
