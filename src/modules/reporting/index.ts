import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { getAnnualResults, settleAnnualResult, takeOverAnnualResult } from './routes/annual-results.ts';
import { listFigureAnswers } from './routes/answers.ts';
import { gatherRates } from './routes/gather.ts';
import { exportItems, getAttainment, getDashboard, getHistory, listRatedCampaigns } from './routes/rates.ts';
import { downloadReport, getReport } from './routes/report.ts';

export const reporting: Module = {
  name: 'reporting',
  actions,
  routes: [
    listRatedCampaigns,
    getDashboard,
    getAttainment,
    exportItems,
    listFigureAnswers,
    getHistory,
    gatherRates,
    getReport,
    downloadReport,
    getAnnualResults,
    settleAnnualResult,
    takeOverAnnualResult,
  ],
};

/** For the sample data. */
export { settleYear } from './commands/settle-year.ts';
export { takeOverYear } from './commands/take-over-year.ts';
