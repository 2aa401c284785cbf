// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demopast.h"

#include "app/workspace.h"
#include "models/engine/incidents/incidentkeys.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::OutcomeKind;

namespace {

constexpr int patienceMs = 15'000;
constexpr int mostOfOne = 2; // incidents that a tale is told of, the newest

// What the shop's people say about incidents that began at a service.
struct Tale {
    const char *service;
    OutcomeKind kind;
    const char *outcome, *by, *note;
};
constexpr std::array tales{
    Tale{"recommender", OutcomeKind::Real, "restarted, heap limit raised to 768 MiB", "Tomás R.",
         "The model cache has no limit, so a restart buys three days. REC-118 is to give it one."},
    Tale{"accounts", OutcomeKind::Real, "flag login-v2 switched off", "Mara Lindqvist",
         "The flag sends log-ins to a table that is not there yet. Switching it off ended it within a minute."},
    Tale{"shipping", OutcomeKind::Real, "carrier calls limited to 20 a second", "Jonas Okafor",
         "Each retry of a carrier call writes a line; the disk is what hurts, not the carrier."},
    Tale{"search", OutcomeKind::Healed, "the index caught up by itself", "Ines Duarte",
         "The nightly import is late; nobody saw old results."},
    Tale{"gateway", OutcomeKind::Real, "rack eu-west-1b drained", "Mara Lindqvist",
         "Two of the gateways throttled after a power event in the rack."}};

QString say(const char *text)
{
    return QCoreApplication::translate("Demo", text);
}

} // namespace

DemoPast::DemoPast(Workspace &workspace, QObject *parent) : QObject(parent), m_workspace(workspace)
{
    connect(&workspace.incidents(), &engine::IncidentKeeper::changed, this, &DemoPast::remember);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    m_patience.callOnTimeout(this, &DemoPast::finish); // the present does not wait for the past
}

DemoPast::~DemoPast() = default;

void DemoPast::take(const QString &source, const std::vector<signals::Alert> &over, std::function<void()> done)
{
    m_done = std::move(done);
    if (over.empty())
        return finish();
    m_patience.start();
    m_workspace.alertRecorder().recordOver(source, over, [this] { m_workspace.incidents().start(); });
}

// Called as often as incidents change: once the past is folded its tales are told, once these are read it is over.
void DemoPast::remember()
{
    const auto snapshot = m_workspace.incidents().snapshot();
    if (!m_done || m_open > 0 || !snapshot->past)
        return;
    if (m_told > 0) {
        if (snapshot->outcomes >= m_told)
            finish();
        return;
    }
    std::array<int, tales.size()> told{};
    for (auto one = snapshot->past->rbegin(); one != snapshot->past->rend(); ++one) {
        const auto tale =
            std::ranges::find_if(tales, [&one](const Tale &t) { return one->service == QLatin1StringView(t.service); });
        const auto at = static_cast<std::size_t>(tale - tales.begin());
        if (tale != tales.end() && told[at]++ < mostOfOne)
            tellOf(*one, at);
    }
    if (m_told == 0)
        finish();
}

void DemoPast::tellOf(const engine::PastIncident &past, std::size_t tale)
{
    const Tale &of = tales.at(tale);
    auto &ledger = m_workspace.store().ledger();
    const auto written = [this](const auto &) {
        if (--m_open == 0)
            m_workspace.incidents().start(); // reads what it was
    };
    engine::IncidentOutcome outcome;
    outcome.incident = past.number;
    outcome.kind = of.kind;
    outcome.atNs = past.closedNs;
    outcome.by = QString::fromUtf8(of.by);
    outcome.note = say(of.outcome);
    store::OperatorNote note;
    note.service = past.service;
    note.subjectKind = u"incident"_s;
    note.subjectId = past.id();
    note.timeNs = past.closedNs;
    note.author = outcome.by;
    note.text = say(of.note);
    ++m_told;
    m_open += 2;
    m_writes.push_back(ledger.setSetting(engine::incidentOutcomeRoot + QString::number(past.number),
                                         engine::toJson(outcome), written));
    m_writes.push_back(ledger.putNote(note, written));
    if (of.kind != OutcomeKind::Real)
        return;
    ++m_open;
    m_writes.push_back(
        ledger.record({outcome.by, u"cause.right"_s, past.id(), {{u"service"_s, past.service}}}, written));
}

void DemoPast::finish()
{
    if (!m_done)
        return;
    m_patience.stop();
    disconnect(&m_workspace.incidents(), nullptr, this, nullptr);
    std::exchange(m_done, nullptr)();
}

} // namespace wf::app
