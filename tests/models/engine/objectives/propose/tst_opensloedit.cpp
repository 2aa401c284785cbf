// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/linediff.h"
#include "models/engine/objectives/propose/opensloedit.h"

#include "models/base/clock.h"

#include <QTest>

#include <algorithm>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const QByteArray file = "# what we promise\n"
                        "apiVersion: openslo/v1\n"
                        "kind: SLO\n"
                        "metadata:\n"
                        "  name: checkout # the id\n"
                        "  labels: {team: \"payments\"}\n"
                        "spec:\n"
                        "  service: checkout\n"
                        "  budgetingMethod: Occurrences\n"
                        "  timeWindow:\n"
                        "    - duration: 28d   # rolling\n"
                        "      isRolling: true\n"
                        "  indicator:\n"
                        "    metadata: {name: x}\n"
                        "    spec:\n"
                        "      ratioMetric:\n"
                        "        counter: true\n"
                        "        bad: {metricSource: {type: Prometheus, spec: {query: bad_total}}}\n"
                        "        total: {metricSource: {type: Prometheus, spec: {query: all_total}}}\n"
                        "  objectives:\n"
                        "    - displayName: Checkout\n"
                        "      target: 0.99 # for now\n";

} // namespace

class OpenSloEditTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesOnlyTheValuesAndLeavesEveryOtherByte()
    {
        const auto edited =
            engine::editedOpenSlo(file, u"checkout"_s, {0.995, 7 * 24 * base::nsPerHour, u"shop team"_s});
        QVERIFY2(edited.ok(), qPrintable(edited.ok() ? QString() : edited.error().summary));
        QByteArray expected = file;
        expected.replace("0.99 #", "0.995 #").replace("28d ", "7d ").replace("\"payments\"", "\"shop team\"");
        QCOMPARE(*edited, expected);
        const auto diff = base::lineDiff(file, *edited, 0);
        QCOMPARE(diff.size(), std::size_t(6));
        QCOMPARE(diff[0].before, 6);
        QVERIFY(diff[0].kind == base::DiffLine::Kind::Gone && diff[1].kind == base::DiffLine::Kind::Come);
    }
    void refusesWhatWouldNotCheck()
    {
        const auto whole = engine::editedOpenSlo(file, u"checkout"_s, {1.0, {}, {}});
        QVERIFY(!whole.ok() && whole.error().kind == base::ErrorKind::Invalid);
        const auto owner = engine::editedOpenSlo(file, u"checkout"_s, {{}, {}, u"a: {b"_s});
        QVERIFY(!owner.ok() && owner.error().kind == base::ErrorKind::Invalid);
        QCOMPARE(engine::editedOpenSlo(file, u"cart"_s, {0.9, {}, {}}).error().kind, base::ErrorKind::NotFound);
        QByteArray without = file;
        without.replace("  labels: {team: \"payments\"}\n", "");
        QCOMPARE(engine::editedOpenSlo(without, u"checkout"_s, {{}, {}, u"shop"_s}).error().kind,
                 base::ErrorKind::Unsupported);
    }
};

QTEST_GUILESS_MAIN(OpenSloEditTest)
#include "tst_opensloedit.moc"
