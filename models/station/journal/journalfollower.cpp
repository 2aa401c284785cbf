// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/journal/journalfollower.h"

#include "models/station/journal/journalline.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::station::journal {

namespace {

constexpr const char *origin = "journal";
constexpr qint64 lookNs = base::nsPerSecond;
constexpr qint64 longestPauseNs = base::nsPerMinute;
constexpr int failuresUntilCursorIsDropped = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station::journal", text);
}

wire::logtext::Masker makeMasker(wire::logtext::MaskRules rules)
{
    if (auto masker = wire::logtext::Masker::create(rules))
        return std::move(*masker);
    rules.own.clear();
    return std::move(wire::logtext::Masker::create(std::move(rules))).value();
}

} // namespace

JournalFollower::JournalFollower(JournalSettings settings, Intake &intake, const base::Clock &clock,
                                 const QString &positionPath)
    : m_settings(std::move(settings)),
      m_clock(clock),
      m_outlet(intake, clock, positionPath),
      m_masker(makeMasker(m_settings.masks))
{
    for (auto &mark : m_outlet.restore())
        if (mark.origin == origin)
            m_cursor = std::move(mark.position);
}

qint64 JournalFollower::step()
{
    const qint64 now = m_clock.monotonicNs();
    if (!m_outlet.isEmpty() && (now < m_outlet.retryNs() || !m_outlet.deliver()))
        return std::max<qint64>(0, m_outlet.retryNs() - now);
    if (!m_process.isRunning()) {
        if (now < m_startNs)
            return m_startNs - now;
        start();
    }
    const bool hasMore = read();
    hear();
    m_rate.update(m_state.lines, now);
    if (!m_outlet.deliver())
        return std::max<qint64>(0, m_outlet.retryNs() - now);
    m_outlet.savePositions(false);
    return hasMore ? 0 : lookNs;
}

void JournalFollower::start()
{
    // Not --quiet: journalctl says what may not be read.
    std::vector<std::string> arguments{"--output=export", "--follow", "--no-pager", "--all"};
    if (m_cursor.empty())
        arguments.insert(arguments.end(), {"--since=-24h", "--lines=" + std::to_string(m_settings.firstLines)});
    else
        arguments.insert(arguments.end(), {"--after-cursor=" + m_cursor, "--lines=all"});
    m_reader = {};
    m_hadEntries = false;
    const auto started = m_process.start(m_settings.program, arguments);
    m_state.isRunning = started.ok();
    if (started)
        return;
    m_state.problem = started.error().kind == base::ErrorKind::Unsupported
                          ? tr("The systemd journal is not read: there is no journalctl on this machine.")
                          : started.error().summary;
    m_startNs = m_clock.monotonicNs() + longestPauseNs;
}

bool JournalFollower::read()
{
    std::array<char, 64 * 1024> buffer;
    while (!m_outlet.isFull()) {
        const ssize_t n = m_process.read(buffer.data(), buffer.size());
        if (n == 0)
            return false;
        if (n < 0) {
            if (m_process.isRunning())
                ended();
            return false;
        }
        m_reader.feed({buffer.data(), static_cast<std::size_t>(n)}, m_entries);
        for (const JournalEntry &entry : m_entries) {
            const auto cursor = entry.value("__CURSOR");
            if (cursor.empty())
                continue;
            if (auto line = toLogLine(entry, m_masker, m_masked, m_clock.nowNs())) {
                m_state.lastLineNs = std::max(m_state.lastLineNs, line->timeNs);
                ++m_state.lines;
                m_outlet.add(std::move(*line));
            }
            m_cursor = cursor;
            m_outlet.mark({origin, m_cursor});
            m_hadEntries = true;
            m_failures = 0;
        }
        m_entries.clear();
    }
    return true;
}

// What journalctl says beside its output: above all that only one's own messages are shown.
void JournalFollower::hear()
{
    const std::string said = m_process.takeComplaints();
    if (said.empty())
        return;
    if (said.find("not seeing messages") != std::string::npos ||
        said.find("insufficient permissions") != std::string::npos)
        m_state.problem =
            tr("Only your own messages of the journal can be read. Members of the group systemd-journal may "
               "read all: sudo usermod -aG systemd-journal $USER, then log in again.");
    else if (said.find("No journal files were found") != std::string::npos)
        m_state.problem = tr("This machine keeps no journal: journalctl found no journal files.");
    else
        m_state.problem = tr("journalctl says: %1").arg(wire::capped(said, 500));
}

void JournalFollower::ended()
{
    hear();
    m_process.stop();
    m_state.isRunning = false;
    if (!m_hadEntries)
        ++m_failures;
    // A cursor that journalctl does not know stops it at once, every time.
    if (m_failures == failuresUntilCursorIsDropped && !m_cursor.empty()) {
        m_state.problem =
            tr("The journal is read anew from the last day: journalctl does not know where it was left. Some "
               "entries may come twice.");
        m_cursor.clear();
    }
    const qint64 pause = base::nsPerSecond << std::min(m_failures, 6);
    m_startNs = m_clock.monotonicNs() + std::min(pause, longestPauseNs);
}

void JournalFollower::finish()
{
    m_process.stop();
    m_state.isRunning = false;
    m_outlet.deliver();
    m_outlet.savePositions(true);
}

JournalState JournalFollower::state() const
{
    JournalState out = m_state;
    out.linesPerSecond = m_rate.perSecond();
    out.refusedLines = m_outlet.refused();
    out.isWaiting = m_outlet.isWaiting();
    const auto names = m_masker.names();
    for (std::size_t i = 0; i < m_masked.size(); ++i)
        out.masked.emplace_back(QString::fromStdString(names[i]), m_masked[i]);
    if (const QString problem = m_outlet.problem(); !problem.isEmpty())
        out.problem = problem;
    return out;
}

} // namespace wf::station::journal
