import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { Bundles } from '../config/bundles';

/** The one image of all services; what it runs is the container's command. */
export const serviceImage = (bundles: Bundles): ContainerImage =>
  ContainerImage.fromAsset(bundles.imageContext(), { platform: Platform.LINUX_ARM64 });
