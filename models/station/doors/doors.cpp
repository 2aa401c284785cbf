// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/doors.h"

#include "models/station/doors/storeanswers.h"

namespace wf::station {

// What is known on the GUI thread, laid out for the server's threads.
class Doors::Board {
public:
    using Rules = std::shared_ptr<const std::vector<signals::Rule>>;

    void put(Rules rules, ScrapeSnapshotPtr targets)
    {
        const std::scoped_lock lock(m_mutex);
        m_rules.swap(rules);
        m_targets.swap(targets);
    }
    [[nodiscard]] Rules rules() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_rules;
    }
    [[nodiscard]] ScrapeSnapshotPtr targets() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_targets;
    }

private:
    mutable std::mutex m_mutex;
    Rules m_rules = std::make_shared<const std::vector<signals::Rule>>();
    ScrapeSnapshotPtr m_targets;
};

Doors::Doors(Environment environment, QObject *parent)
    : QObject(parent), m_env(std::move(environment)), m_board(std::make_shared<Board>())
{
}

Doors::~Doors()
{
    stop();
    closeSideDoor();
    sendOn({});
}

void Doors::apply(StationFile &file)
{
    m_problems.clear();
    const ServeSettings settings = readServeSettings(file.section("serve"));
    m_wantsSideDoor = settings.isOpenToCommands;
    if (!m_wantsSideDoor)
        closeSideDoor();
    serve(settings);
    sendOn(readSendTargets(file.section("send_on")));
}

void Doors::sendOn(const std::vector<SendTarget> &targets)
{
    m_env.intake.sendOn(targets, {{m_env.clock, net::systemUniform(), m_env.secrets, nullptr}, m_env.pool});
}

void Doors::serve(const ServeSettings &settings)
{
    stop();
    if (!settings.isOn)
        return;
    m_token =
        net::resolveSecret(settings.token, m_env.secrets, this, [this, settings](base::Result<net::Secret> token) {
            if (token)
                open(settings, *token);
            else // without its token nobody may ask
                m_problems << token.error().summary;
        });
}

void Doors::open(const ServeSettings &settings, const net::Secret &token)
{
    m_desk = std::make_unique<AlertDesk>(m_env.alerts);
    auto service = ServeService::make(settings, token, answers(*m_desk), m_env.clock);
    if (!service) {
        m_problems << service.error().summary;
        return;
    }
    m_service = std::move(*service);
    refresh();
    m_service->start();
}

// First nobody waits for this thread any more, then it can wait for them.
void Doors::stop()
{
    m_token.cancel();
    m_desk.reset();
    m_service.reset();
}

void Doors::openSideDoor()
{
    if (!std::exchange(m_wantsSideDoor, false)) // once: what fails is said, and not tried each second
        return;
    closeSideDoor();
    m_sideDesk = std::make_unique<AlertDesk>(m_env.alerts);
    auto door = SideDoor::open(m_env.directory, answers(*m_sideDesk), m_env.clock);
    if (door) {
        m_sideDoor = std::move(*door);
    } else {
        m_problems << door.error().summary;
        m_sideDesk.reset();
    }
    refresh();
}

void Doors::closeSideDoor()
{
    m_sideDesk.reset();
    m_sideDoor.reset();
}

StationAnswers Doors::answers(const AlertDesk &desk) const
{
    StationAnswers answers{metricAnswers(m_env.stores), logAnswers(m_env.stores, m_env.feed),
                           traceAnswers(m_env.stores), desk.answers()};
    answers.metrics.rules = [board = m_board] { return *board->rules(); };
    answers.metrics.targets = [board = m_board] { return board->targets(); };
    return answers;
}

void Doors::refresh()
{
    if (m_service || m_sideDoor)
        m_board->put(std::make_shared<const std::vector<signals::Rule>>(m_env.rules()), m_env.targets());
}

DoorsState Doors::state() const
{
    DoorsState state;
    if (m_service)
        state.served = {m_service->ports(), m_service->stats()};
    state.sendOn = m_env.intake.states();
    return state;
}

QStringList Doors::problems() const
{
    QStringList problems = m_problems;
    if (m_service)
        for (const auto &port : m_service->ports())
            if (port.trouble)
                problems << port.trouble->summary;
    return problems;
}

} // namespace wf::station
