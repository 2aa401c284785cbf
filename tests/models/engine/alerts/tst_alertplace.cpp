// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertplace.h"

#include "models/engine/services/subjectrules.h"

#include <QTest>

#include <array>
#include <random>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class TstAlertPlace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBestNameCountsWhereverItStands()
    {
        const PlaceReader read({{u"service"_s, u"app"_s}, {u"region"_s}, {u"pod"_s, u"instance"_s}});
        const auto place = read(base::Labels{{"app", "a"}, {"instance", "i"}, {"pod", "p"}, {"service", "s"}});
        QCOMPARE(place.service, u"s"_s);
        QCOMPARE(place.region, QString());
        QCOMPARE(place.instance, u"p"_s);
        QCOMPARE(read({}).service, QString());
    }
    void onlyAJobCarriesANamespace()
    {
        PlaceReader::Names names{{u"service"_s, u"job"_s}, {}, {}, true};
        QCOMPARE(PlaceReader(names)(base::Labels{{"job", "shop/cart"}}).service, u"cart"_s);
        QCOMPARE(PlaceReader(names)(base::Labels{{"job", "shop/"}}).service, u"shop/"_s);
        QCOMPARE(PlaceReader(names)(base::Labels{{"job", "x"}, {"service", "a/b"}}).service, u"a/b"_s);
        names.jobHasNamespace = false;
        QCOMPARE(PlaceReader(names)(base::Labels{{"job", "shop/cart"}}).service, u"shop/cart"_s);
    }
    void longNamesAreFound()
    {
        const QString name(80, u'n');
        const PlaceReader read({{name}, {}, {}});
        QCOMPARE(read(base::Labels{{name.toStdString(), "here"}}).service, u"here"_s);
        QCOMPARE(read(base::Labels{{std::string(70, 'n'), "here"}}).service, QString());
    }
    // What an environment's rules say of any signal, they say of an alert.
    void agreesWithTheRulesOfSubjects()
    {
        const SubjectRules rules;
        const PlaceReader read({rules.service, rules.region, rules.instance, true});
        const QStringList names = rules.service + rules.region + rules.instance + QStringList{u"row"_s, u"zones"_s};
        static constexpr std::array values{"a", "b/c", "b/", "/d", "ü/é"};
        std::mt19937 random(3);
        for (int round = 0; round < 3000; ++round) {
            std::vector<base::Labels::Pair> pairs;
            for (const QString &name : names)
                if (random() % 4 == 0)
                    pairs.emplace_back(name.toStdString(), values[random() % values.size()]);
            const base::Labels labels(std::move(pairs));
            const auto subject = rules.resolve(labels);
            const auto place = read(labels);
            QCOMPARE(place.service, subject.service);
            QCOMPARE(place.region, subject.region);
            QCOMPARE(place.instance, subject.instance);
        }
    }
};

QTEST_GUILESS_MAIN(TstAlertPlace)
#include "tst_alertplace.moc"
