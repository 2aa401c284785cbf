// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/collecting.h"
#include "models/wire/logtext/mask/maskline.h"

#include <QDir>

namespace wf::station {

Collecting::Collecting(const Environment &environment, QObject *parent)
    : QObject(parent),
      m_env(environment),
      m_metrics(ScrapeEnvironment{environment.clock, environment.pool, environment.intake, environment.secrets})
{
}

Collecting::~Collecting() = default;

void Collecting::apply(StationFile &file)
{
    m_problems.clear();
    m_metrics.apply(readHostSettings(file.section("host")), readScrapeSettings(file.section("scrape"), file.folder()));
    applyTail(file.section("logs"), file.folder());
    applyReceive(file.section("receive"));
}

void Collecting::applyTail(const ConfigSection &section, const QString &configFolder)
{
    tail::TailSettings settings = tail::readTailSettings(section, configFolder);
    const QDir folder(m_env.directory);
    m_masks = settings.masks;
    m_tailer.reset();
    m_journal.reset();
    if (!settings.isOn)
        return;
    if (settings.followsJournal) {
        journal::JournalSettings followed;
        followed.masks = settings.masks;
        m_journal = std::make_unique<journal::JournalTailer>(std::move(followed), m_env.intake, m_env.clock,
                                                             folder.filePath(QStringLiteral("journal-position.json")));
    }
    m_tailer = std::make_unique<tail::Tailer>(std::move(settings), m_env.intake, m_env.clock,
                                              folder.filePath(QStringLiteral("positions.json")));
}

void Collecting::applyReceive(const ConfigSection &section)
{
    const ReceiveSettings settings = readReceiveSettings(section);
    m_token.cancel();
    m_receive.reset();
    if (!settings.isOn)
        return;
    if (settings.token.isNone())
        return listen(settings, {});
    m_token =
        net::resolveSecret(settings.token, m_env.secrets, this, [this, settings](base::Result<net::Secret> token) {
            if (token)
                listen(settings, *token);
            else // without its token nobody may send
                m_problems << token.error().summary;
        });
}

// Lines that are sent are masked as lines that are read.
std::function<void(signals::LogLine &)> Collecting::masking(const wire::logtext::MaskRules &rules)
{
    auto created = wire::logtext::Masker::create(rules);
    if (!created) {
        m_problems << created.error().summary;
        created = wire::logtext::Masker::create();
    }
    const auto masker = std::make_shared<const wire::logtext::Masker>(std::move(*created));
    return [masker](signals::LogLine &line) {
        wire::logtext::Masker::Counts counts;
        wire::logtext::maskLine(line, *masker, counts);
    };
}

void Collecting::listen(const ReceiveSettings &settings, const net::Secret &token)
{
    m_receive = std::make_unique<ReceiveService>(settings, token,
                                                 ReceiverEnvironment{m_env.intake, m_env.clock, masking(m_masks)});
    m_receive->start();
}

tail::TailState Collecting::tail() const
{
    return m_tailer ? m_tailer->state() : tail::TailState();
}

journal::JournalState Collecting::journal() const
{
    return m_journal ? m_journal->state() : journal::JournalState();
}

std::shared_ptr<const ReceiveService::Snapshot> Collecting::receive() const
{
    return m_receive ? m_receive->snapshot() : nullptr;
}

} // namespace wf::station
