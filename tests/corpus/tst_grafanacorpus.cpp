// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/importing/importreport.h"
#include "models/wire/grafana/elements/elements.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"
#include "tests/support/corpus.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

#include <map>

using namespace wf;
using engine::Fidelity;
using namespace Qt::StringLiterals;

namespace {

QStringList filesOf(const QString &folder)
{
    QStringList out;
    QDirIterator it(folder, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        if (const QString path = it.next(); QFileInfo(path).fileName() != "index.json"_L1)
            out << path;
    out.sort();
    return out;
}

// Marks every object below a value with a key nobody knows; counts them.
QJsonValue marked(const QJsonValue &value, int &count)
{
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &v : value.toArray())
            out.append(marked(v, count));
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out = value.toObject();
    for (auto it = out.begin(); it != out.end(); ++it)
        it.value() = marked(it.value(), count);
    out.insert("x-unknown"_L1, ++count);
    return out;
}

} // namespace

class GrafanaCorpusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyDashboardOpensAndNothingIsLost()
    {
        WF_REQUIRE_CORPUS(folder, "grafana-dashboards");
        int files = 0, panels = 0, rows = 0;
        std::map<Fidelity, int> counts;
        std::map<QString, std::pair<int, int>> reasons; // how often, and how often alone
        const QStringList all = filesOf(folder);
        for (const QString &path : all) {
            const auto bytes = engine::readBoardFile(path);
            QVERIFY2(bytes.ok(), qPrintable(path));
            const auto found = wire::grafana::openContainers(*bytes);
            QVERIFY2(found.ok(), qPrintable(path));
            const engine::ImportReport report = engine::reportOf(found->front());
            QVERIFY2(report.roundTripDifference.isEmpty(), qPrintable(path + u' ' + report.roundTripDifference));
            ++files;
            rows += report.rows;
            panels += static_cast<int>(report.panels.size());
            for (const engine::PanelVerdict &p : report.panels) {
                QVERIFY2(!p.path.isEmpty(), qPrintable(path));
                QVERIFY2(p.reasons.isEmpty() == (p.fidelity == Fidelity::Exact), qPrintable(p.path));
                ++counts[p.fidelity];
                for (const QString &why : p.reasons) {
                    auto &[often, alone] = reasons[engine::fidelityName(p.fidelity) + u": "_s + why];
                    ++often;
                    alone += p.reasons.size() == 1;
                }
            }
        }
        QTextStream out(stdout);
        out << "files " << files << ", rows " << rows << ", panels " << panels << ", exact " << counts[Fidelity::Exact]
            << ", approximated " << counts[Fidelity::Approximated] << ", left out " << counts[Fidelity::LeftOut]
            << '\n';
        for (const auto &[why, n] : reasons)
            out << QString::number(n.first).rightJustified(6) << QString::number(n.second).rightJustified(6) << "  "
                << why << '\n';
        out.flush();
        QCOMPARE(files, static_cast<int>(all.size()));
        QVERIFY(counts[Fidelity::LeftOut] * 100 <= panels * 3);
    }

    // Old ones pass through the second schema: what is read from it is what was written.
    void everyDashboardSurvivesTheSecondSchema()
    {
        WF_REQUIRE_CORPUS(folder, "grafana-dashboards");
        for (const QString &path : filesOf(folder)) {
            const auto board = engine::loadBoard(path);
            QVERIFY(board.ok());
            const QJsonObject spec = wire::grafana::classicToElements(*board);
            const signals::Dashboard again = wire::grafana::readClassic(wire::grafana::elementsToClassic(spec, u"$"_s));
            QCOMPARE(again.title, board->title);
            QCOMPARE(again.variables.size(), board->variables.size());
            int was = 0, is = 0, targetsWere = 0, targetsAre = 0;
            const auto count = [](const auto &self, const std::vector<signals::BoardPanel> &list, int &n,
                                  int &t) -> void {
                for (const signals::BoardPanel &p : list) {
                    n += !p.isRow();
                    t += p.isRow() ? 0 : static_cast<int>(p.targets.size());
                    self(self, p.children, n, t);
                }
            };
            count(count, board->panels, was, targetsWere);
            count(count, again.panels, is, targetsAre);
            QVERIFY2(was == is && targetsWere == targetsAre, qPrintable(path));
        }
    }

    // A key that nobody knows, in the dashboard, in each panel, target and variable, is still there after the way.
    void unknownKeysSurviveEverywhere()
    {
        WF_REQUIRE_CORPUS(folder, "grafana-dashboards");
        for (const QString &path : filesOf(folder)) {
            const auto bytes = engine::readBoardFile(path);
            auto found = wire::grafana::openContainers(*bytes);
            QVERIFY(found.ok());
            int marks = 0;
            found->front().dashboard = marked(found->front().dashboard, marks).toObject();
            QCOMPARE(engine::roundTripDifference(found->front()), QString());
        }
    }
};

QTEST_GUILESS_MAIN(GrafanaCorpusTest)
#include "tst_grafanacorpus.moc"
