// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/budgets/openedledger.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

store::StoreOptions optionsFor(const QString &directory)
{
    store::StoreOptions options;
    options.directory = directory;
    options.maintenanceMs = 0;
    return options;
}

} // namespace

OpenedLedger::OpenedLedger(const QString &directory)
    : m_store(optionsFor(directory), m_clock), m_corrections(m_store.ledger(), m_clock), m_freezes(m_store.ledger())
{
}

base::Result<std::unique_ptr<OpenedLedger>> OpenedLedger::open(const QString &directory, bool creates)
{
    if (!creates && !QFileInfo::exists(QDir(directory).filePath(u"ledger.db"_s)))
        return base::makeError(base::ErrorKind::NotFound, u"There is no ledger in %1."_s.arg(directory));
    std::unique_ptr<OpenedLedger> opened(new OpenedLedger(directory));
    const auto look = [&opened] {
        if (opened->m_corrections.isLoaded() && opened->m_freezes.isLoaded())
            QCoreApplication::quit();
    };
    QObject::connect(&opened->m_corrections, &engine::CorrectionBook::changed, &opened->m_store, look);
    QObject::connect(&opened->m_freezes, &engine::FreezeBook::changed, &opened->m_store, look);
    opened->m_corrections.load();
    opened->m_freezes.load();
    QCoreApplication::exec();
    QObject::disconnect(&opened->m_corrections, nullptr, &opened->m_store, nullptr);
    QObject::disconnect(&opened->m_freezes, nullptr, &opened->m_store, nullptr);
    for (const auto &error : {opened->m_corrections.error(), opened->m_freezes.error()})
        if (error)
            return *error;
    return opened;
}

} // namespace wf::app
