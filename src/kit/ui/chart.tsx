import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** Options of ECharts; bars and lines with legend, tooltip and mark lines are loaded. */
export type ChartOption = EChartsCoreOption;

/** Colours of the design system that differ in lightness too. */
const palette = ['#0017c1', '#259d63', '#fb5b01', '#008299', '#5c10be', '#806300'];

/** The drawing itself; loaded by `ChartFrame` only. */
export default function Chart({ option, height }: { readonly option: ChartOption; readonly height: number }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, null, { renderer: 'svg', height });
    chart.setOption({
      color: palette,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14, color: '#333333' },
      animation: false,
      // The tooltip's markup is built with style attributes, which the content security policy refuses.
      tooltip: { renderMode: 'richText' },
      grid: { left: 8, right: 16, top: 24, bottom: 40, containLabel: true },
      ...option,
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, height]);
  return <div ref={place} className="overflow-hidden" />;
}
